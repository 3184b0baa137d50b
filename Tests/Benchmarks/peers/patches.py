"""Writes the patches of weed and disease of a mask as polygons, through GDAL's module.

usage: patches.py MASK PATCHES.gpkg
"""

import sys

from osgeo import gdal, ogr

gdal.UseExceptions()


def main():
    """Traces the classes 2 and 3."""
    source = gdal.Open(sys.argv[1])
    width, height = source.RasterXSize, source.RasterYSize
    wanted = gdal.GetDriverByName("MEM").Create("", width, height, 1, gdal.GDT_Byte)
    for row in range(0, height, 512):
        rows = min(512, height - row)
        codes = source.GetRasterBand(1).ReadAsArray(0, row, width, rows)
        wanted.GetRasterBand(1).WriteArray((codes == 2) | (codes == 3), 0, row)
    package = ogr.GetDriverByName("GPKG").CreateDataSource(sys.argv[2])
    layer = package.CreateLayer("patches", source.GetSpatialRef(), ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("class", ogr.OFTInteger))
    layer.StartTransaction()
    gdal.Polygonize(source.GetRasterBand(1), wanted.GetRasterBand(1), layer, 0)
    layer.CommitTransaction()


if __name__ == "__main__":
    main()
