"""How many of the points of a file have their class in a mask: one number from 0 to 1.

usage: accuracy.py MASK POINTS.gpkg COLUMN OFFSET

A point's class is COLUMN plus OFFSET; points beside the mask are left out. Uses GDAL's module.
"""

import sys

from osgeo import gdal, ogr

gdal.UseExceptions()


def main():
    """Looks every point up."""
    path, points, column, offset = sys.argv[1:]
    mask = gdal.Open(path)
    codes = mask.GetRasterBand(1).ReadAsArray()
    inverse = gdal.InvGeoTransform(mask.GetGeoTransform())
    package = ogr.Open(points)
    found = []
    for point in package.GetLayer(0):
        place = gdal.ApplyGeoTransform(inverse, *point.GetGeometryRef().GetPoint_2D())
        column_place, row_place = int(place[0]), int(place[1])
        if 0 <= row_place < codes.shape[0] and 0 <= column_place < codes.shape[1]:
            found.append(codes[row_place, column_place] == point.GetField(column) + int(offset))
    print(f"{sum(found) / len(found):.4f}")


if __name__ == "__main__":
    main()
