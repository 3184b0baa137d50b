"""Makes variants of simulated scenes, and puts what runs gave into lines of text.

usage: golden.py variants FOLDER
       golden.py results FOLDER

`variants` adds to simulated scenes a turned one, one with alpha, and fields that
overlap. `results` prints, for each folder of results in FOLDER, a line for each thing
that a run may not change by one bit: pixels of every raster and overview as GDAL
decodes them, so that encoders may change, the table, the catalog's figures and the
patches. Run by an interpreter that holds GDAL's module.
"""

import hashlib
import math
import sqlite3
import sys
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()

# What a run found. Times, paths, hashes of encoded bytes and versions are left out.
FIGURES = {
    "thresholds": "SELECT ordinal, expression, method, value FROM run_threshold ORDER BY run_id, ordinal",
    "pixels": "SELECT valid_pixels, nodata_pixels, nonfinite_pixels FROM run ORDER BY id",
    "fields": "SELECT field_id, version, crop, area_m2, status, covered_fraction, valid_fraction, covered_area_m2"
    " FROM field_result JOIN field ON field.id = field_key ORDER BY run_id, field_id, version",
    "classes": "SELECT field_id, class_area.* FROM class_area JOIN field ON field.id = field_key"
    " ORDER BY run_id, field_id, code",
    "indices": "SELECT field_id, index_figure.* FROM index_figure JOIN field ON field.id = field_key"
    " ORDER BY run_id, field_id, index_name",
    "histograms": "SELECT * FROM index_histogram ORDER BY run_id, index_name, bin_low",
}


def digest(data):
    """The first half of SHA-256, which is plenty to tell results apart."""
    return hashlib.sha256(data).hexdigest()[:32]


def copied(source, target, bands=None):
    """A copy of a raster, with some of its bands."""
    return gdal.Translate(str(target), str(source), bandList=bands, creationOptions=["TILED=YES"])


def turned(folder):
    """The scene 'reflectance', turned by thirty degrees about its corner."""
    raster = copied(folder / "reflectance.tif", folder / "turned.tif")
    x, width, _, y, _, height = raster.GetGeoTransform()
    sine, cosine = math.sin(math.pi / 6), math.cos(math.pi / 6)
    raster.SetGeoTransform((x, width * cosine, -height * sine, y, width * sine, height * cosine))


def transparent(folder):
    """The colours of the scene 'colour' with an alpha band that is 0 outside of an ellipse."""
    source = gdal.Open(str(folder / "colour.tif"))
    width, height, count = source.RasterXSize, source.RasterYSize, 3
    raster = gdal.GetDriverByName("GTiff").Create(
        str(folder / "transparent.tif"), width, height, count + 1, gdal.GDT_Byte,
        ["TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", "INTERLEAVE=BAND"])
    raster.SetProjection(source.GetProjection())
    raster.SetGeoTransform(source.GetGeoTransform())
    for band in range(1, count + 1):
        raster.GetRasterBand(band).WriteArray(source.GetRasterBand(band).ReadAsArray())
    row, column = np.mgrid[:height, :width]
    inside = (2 * column - width) ** 2 * height**2 + (2 * row - height) ** 2 * width**2 < width**2 * height**2
    alpha = raster.GetRasterBand(count + 1)
    alpha.WriteArray(inside.astype(np.uint8) * 255)
    alpha.SetColorInterpretation(gdal.GCI_AlphaBand)


def overlapping(folder):
    """Two squares, a triangle with a hole over both, and a field half off the mosaic."""
    raster = gdal.Open(str(folder / "reflectance.tif"))
    transform = raster.GetGeoTransform()

    def place(column, row):
        return gdal.ApplyGeoTransform(transform, column, row)

    rings = {
        "left": [[(20.3, 30.7), (180.1, 30.7), (180.1, 200.2), (20.3, 200.2)]],
        "right": [[(120.6, 90.4), (300.9, 80.2), (310.5, 260.8), (110.2, 270.3)]],
        "over": [[(60.5, 50.5), (290.5, 150.5), (90.5, 300.5)], [(120.2, 130.2), (170.7, 150.1), (130.4, 190.9)]],
        "beyond": [[(380.25, -40.5), (700.5, 100.25), (400.75, 500.5)]],
    }
    layers = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "overlapping.gpkg"))
    layer = layers.CreateLayer(
        "fields", osr.SpatialReference(wkt=raster.GetProjection()), ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("field_id", ogr.OFTString))
    for name, parts in rings.items():
        polygon = ogr.Geometry(ogr.wkbPolygon)
        for part in parts:
            ring = ogr.Geometry(ogr.wkbLinearRing)
            for column, row in part + part[:1]:
                ring.AddPoint_2D(*place(column, row))
            polygon.AddGeometry(ring)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("field_id", name)
        feature.SetGeometry(polygon)
        layer.CreateFeature(feature)


def raster_lines(path):
    """A line for each band of a raster and of its overviews."""
    raster = gdal.Open(str(path))
    yield f"{path.stem} placed {digest(repr(raster.GetGeoTransform()).encode())}"
    for number in range(1, raster.RasterCount + 1):
        band = raster.GetRasterBand(number)
        for level in [band] + [band.GetOverview(each) for each in range(band.GetOverviewCount())]:
            pixels = level.ReadAsArray()
            if pixels.dtype.kind == "f":
                pixels[np.isnan(pixels)] = np.nan
            yield f"{path.stem} band {number} {pixels.shape[1]}x{pixels.shape[0]} {digest(pixels.tobytes())}"


def row_line(name, rows):
    """A line for rows of figures, of which every bit counts."""
    rows = list(rows)
    return f"{name} {len(rows)} rows {digest(repr(rows).encode())}"


def patch_rows(path):
    """The patches with their places, in the file's order."""
    package = ogr.Open(str(path))
    layer = package.GetLayerByName("patches")
    for feature in layer or ():
        yield feature.items(), bytes(feature.GetGeometryRef().ExportToWkb())


def result_lines(folder):
    """The lines of one folder of results."""
    catalog = sqlite3.connect(f"file:{folder}/catalog.sqlite?mode=ro", uri=True)
    for name, query in FIGURES.items():
        yield row_line(name, catalog.execute(query))
    for flight in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        for path in sorted(flight.glob("*.tif")):
            yield from (f"{flight.name} {line}" for line in raster_lines(path))
        yield f"{flight.name} table {digest((flight / 'fields.csv').read_bytes())}"
        yield f"{flight.name} {row_line('patches', patch_rows(flight / 'results.gpkg'))}"


def main():
    """Does what is asked."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "variants":
        turned(folder)
        transparent(folder)
        overlapping(folder)
        for scene in sorted(folder.glob("*.tif")):
            for line in raster_lines(scene):
                print("scene", line)
        return
    for results in sorted(path for path in folder.iterdir() if path.is_dir()):
        for line in result_lines(results):
            print(results.name, line)


if __name__ == "__main__":
    main()
