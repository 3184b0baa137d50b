"""Draws a prescription over a raster (the system's interpreter).

prescription_picture.py MAP.geojson PICTURE.png [RASTER CODES]: polygons in the
colour of their rate; with a class raster, the pixels of the codes (as 2 or 1,2)
in black below them.
"""
import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from osgeo import gdal, osr

gdal.UseExceptions()
features = json.load(open(sys.argv[1]))["features"]
rates = sorted({f["properties"]["rate"] for f in features})
unit = features[0]["properties"]["unit"]


def shape(coordinates):
    points, codes = [], []
    for ring in coordinates:
        points += ring
        codes += [Path.MOVETO] + [Path.LINETO] * (len(ring) - 2) + [Path.CLOSEPOLY]
    return Path(np.array(points)[:, :2], codes)


figure, axes = plt.subplots(figsize=(11, 6))
colours = plt.get_cmap("YlOrRd")(np.linspace(0.05, 0.9, max(len(rates), 2)))
for feature in features:
    geometry = feature["geometry"]
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    colour = colours[rates.index(feature["properties"]["rate"])]
    for part in parts:
        axes.add_patch(PathPatch(shape(part), facecolor=colour, edgecolor="black", linewidth=0.3, alpha=0.75))
if len(sys.argv) > 3:
    dataset = gdal.Open(sys.argv[3])
    values = dataset.GetRasterBand(1).ReadAsArray()
    rows, columns = np.nonzero(np.isin(values, [int(c) for c in sys.argv[4].split(",")]))
    kept = slice(None, None, max(1, len(rows) // 60_000))
    left, width, turn, top, turned, height = dataset.GetGeoTransform()
    x = left + (columns[kept] + 0.5) * width + (rows[kept] + 0.5) * turn
    y = top + (columns[kept] + 0.5) * turned + (rows[kept] + 0.5) * height
    degrees, own = osr.SpatialReference(), osr.SpatialReference(dataset.GetProjection())
    degrees.ImportFromEPSG(4326)
    for system in (degrees, own):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    places = np.array(osr.CoordinateTransformation(own, degrees).TransformPoints(np.column_stack([x, y])))
    axes.plot(places[:, 0], places[:, 1], ",", color="black")
axes.autoscale_view()
boxes = np.vstack([shape(p).vertices for f in features for p in (
    f["geometry"]["coordinates"] if f["geometry"]["type"] == "MultiPolygon" else [f["geometry"]["coordinates"]])])
axes.set_xlim(boxes[:, 0].min(), boxes[:, 0].max())
axes.set_ylim(boxes[:, 1].min(), boxes[:, 1].max())
axes.set_aspect(1 / np.cos(np.radians(boxes[:, 1].mean())))
axes.legend(handles=[plt.Rectangle((0, 0), 1, 1, facecolor=c, label=f"{r:g} {unit}") for r, c in zip(rates, colours)],
            loc="upper left", bbox_to_anchor=(1, 1))
axes.ticklabel_format(useOffset=False)
axes.tick_params(labelsize=6)
figure.savefig(sys.argv[2], dpi=130, bbox_inches="tight")
