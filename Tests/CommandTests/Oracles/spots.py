"""Counts the worst spots of a field's report again, with rasterio and shapely.

usage: spots.py REPORT_JSON MASK RESULTS_PACKAGE

Prints {"spots": [{"told": PERCENT, "counted": PERCENT, "densest": PERCENT}]};
"densest" is over all squares of the grid in which the spot lies, of which at
least 30 % was seen.
"""
import json
import sqlite3
import sys

import numpy as np
import rasterio
import rasterio.features
import shapely
from pyproj import Transformer

report = json.load(open(sys.argv[1]))
groups = {entry["name"]: entry["group"] for entry in report["flights"][-1]["classes"]}
codes = {}
for entry in report["flights"][-1]["classes"]:
    codes.setdefault(entry["group"], []).append(entry["code"])


def boundary(package, field):
    """The field's polygon out of the GeoPackage's own geometry blob."""
    row = sqlite3.connect(package).execute("SELECT geom FROM fields WHERE field_id = ?", [field]).fetchone()
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[row[0][3] >> 1 & 7]
    return shapely.from_wkb(row[0][8 + envelope:])


with rasterio.open(sys.argv[2]) as mask:
    classes = mask.read(1)
    inside = rasterio.features.geometry_mask(
        [boundary(sys.argv[3], report["field"])], classes.shape, mask.transform, invert=True)
    to_map = Transformer.from_crs("EPSG:4326", mask.crs, always_xy=True)
    # True metres: the scale of the projection differs from 1 by half a thousandth here.
    metres = np.sqrt(report["map"]["read_m"] ** 2)
    spots = []
    for spot in report["map"]["worst_spots"]:
        column, row = ~mask.transform @ to_map.transform(spot["longitude"], spot["latitude"]) \
            if hasattr(mask.transform, "__matmul__") else \
            ~mask.transform * to_map.transform(spot["longitude"], spot["latitude"])
        side = spot["side_m"] / metres
        wanted = np.isin(classes, codes[groups[spot["class"]]])

        def share(left, top):
            # The square holds the pixels whose middles lie in it.
            first, last = (max(0, int(np.ceil(start - 0.5 - 1e-6))) for start in (left, left + side))
            upper, lower = (max(0, int(np.ceil(start - 0.5 - 1e-6))) for start in (top, top + side))
            place = (slice(upper, lower), slice(first, last))
            seen = inside[place] & (classes[place] != 255)
            if seen.sum() < 0.3 * side * side:
                return 0.0
            return 100 * (wanted[place] & seen).sum() / seen.sum()

        left, top = column - side / 2, row - side / 2
        lefts = [left + step * side for step in range(-40, 41)]
        tops = [top + step * side for step in range(-40, 41)]
        densest = max(share(x, y) for x in lefts for y in tops
                      if -side < x < classes.shape[1] and -side < y < classes.shape[0])
        spots.append({"told": spot["percent"], "counted": float(share(left, top)), "densest": float(densest)})
print(json.dumps({"spots": spots}))
