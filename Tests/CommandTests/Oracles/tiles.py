"""Compares a layer's tiles with what gdalwarp makes of its mask.

usage: tiles.py TILES MASK

TILES is a path with {z}, {x} and {y}. Run by an interpreter that holds GDAL's
module. Prints a JSON array with one object a zoom level, coarse to fine.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
from osgeo import gdal, osr

gdal.UseExceptions()
HALF_WORLD = 20037508.342789244


def assembled(folder):
    """A level's tiles as one picture, with the numbers of its first tile."""
    paths = {(int(path.parent.name), int(path.stem)): path for path in folder.glob("*/*.png")}
    columns, rows = ([place[axis] for place in paths] for axis in (0, 1))
    first, size = (min(columns), min(rows)), (max(columns) - min(columns) + 1, max(rows) - min(rows) + 1)
    assert len(paths) == size[0] * size[1], "a level is a rectangle of tiles"
    picture = np.zeros((4, size[1] * 256, size[0] * 256), np.uint8)
    sides = set()
    for (column, row), path in paths.items():
        tile = gdal.Open(str(path)).ReadAsArray()
        sides |= set(tile.shape[1:])
        left, top = (column - first[0]) * 256, (row - first[1]) * 256
        picture[:, top:top + 256, left:left + 256] = tile
    return picture, first, sides


def codes(picture, mask):
    """The class of each pixel by its colour; 255 where it is transparent, 254 where no class has it."""
    found = np.full(picture.shape[1:], 254, np.uint8)
    found[picture[3] == 0] = 255
    table = mask.GetRasterBand(1).GetColorTable()
    for code, name in enumerate(mask.GetRasterBand(1).GetCategoryNames()):
        color = table.GetColorEntry(code)[:3]
        if name:
            found[(picture[3] == 255) & np.all(picture[:3].transpose(1, 2, 0) == color, axis=2)] = code
    return found


def shares(found):
    """The share of each class among the pixels that have one."""
    values, counts = np.unique(found[found < 254], return_counts=True)
    return {str(value): count / counts.sum() for value, count in zip(values.tolist(), counts.tolist())}


def beyond(found, warped, place, mask):
    """How many of the pixels that differ show no class within an eighth of a pixel of their centres."""
    (west, north, size), values = place, mask.GetRasterBand(1).ReadAsArray()
    system = osr.SpatialReference()
    system.ImportFromEPSG(3857)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    back = osr.CoordinateTransformation(system, mask.GetSpatialRef())
    inverse = gdal.InvGeoTransform(mask.GetGeoTransform())
    count = 0
    for row, column in np.argwhere(found != warped):
        x, y, _ = back.TransformPoint(west + (column + 0.5) * size, north - (row + 0.5) * size)
        across, down = gdal.ApplyGeoTransform(inverse, x, y)
        near = [(math.floor(down + i), math.floor(across + j)) for i in (-0.125, 0.125) for j in (-0.125, 0.125)]
        classes = {int(values[i, j]) if 0 <= i < values.shape[0] and 0 <= j < values.shape[1] else 255 for i, j in near}
        count += int(found[row, column]) not in classes
    return count


def level(folder, mask, native):
    """One level, beside the mask carried to its grid."""
    zoom = int(folder.name)
    picture, first, sides = assembled(folder)
    size = 2 * HALF_WORLD / 256 / 2 ** zoom
    west, north = first[0] * 256 * size - HALF_WORLD, HALF_WORLD - first[1] * 256 * size
    bounds = (west, north - picture.shape[1] * size, west + picture.shape[2] * size, north)
    warped = gdal.Warp("", mask, format="MEM", dstSRS="EPSG:3857", outputBounds=bounds, width=picture.shape[2],
                       height=picture.shape[1], dstNodata=255, errorThreshold=0,
                       resampleAlg="near" if size < 1.5 * native else "mode").ReadAsArray()
    found = codes(picture, mask)
    return {"zoom": zoom, "side": sides.pop() if len(sides) == 1 else 0, "different": float((found != warped).mean()),
            "beyond": beyond(found, warped, (west, north, size), mask) if size < 1.5 * native else 0,
            "unknown": int((found == 254).sum()), "pixel_ratio": math.log2(size / native),
            "shares": shares(found), "warped": shares(warped)}


def main():
    """Prints what was found."""
    mask = gdal.Open(sys.argv[2])
    native = gdal.Warp("", mask, format="VRT", dstSRS="EPSG:3857").GetGeoTransform()[1]
    folders = Path(sys.argv[1].split("/{z}")[0]).iterdir()
    print(json.dumps([level(each, mask, native) for each in sorted(folders, key=lambda path: int(path.name))]))


if __name__ == "__main__":
    main()
