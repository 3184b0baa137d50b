"""Compares the field figures of one flight with exactextract and pyproj.

usage: zonal.py RESULTS_FOLDER BOUNDARIES.(gpkg|geojson) ID

RESULTS_FOLDER holds mask.tif, results.gpkg and a raster for each index.
BOUNDARIES are the original ones, carried to the mosaic's reference system by
ogr2ogr. Prints one JSON object with the largest deviations.
"""

import json
import sqlite3
import sys
from pathlib import Path

import numpy as np
import rasterio
from exactextract import exact_extract
from pyproj import CRS, Geod, Transformer
from shapely.geometry import mapping, shape
from shapely.ops import transform

QUANTILES = (5, 25, 50, 75, 95)


def relative(found, expected, scale=None):
    """The deviation in units of the expected value, or of a given scale."""
    if expected is None or found is None:
        return 0.0 if expected is found else float("inf")
    size = max(abs(expected), scale or 0.0, 1e-12)
    return abs(found - expected) / size


def rank_deviation(value, share, values, weights):
    """How far a percentile is from where so large a share of the weight lies.

    A value stands for all within a thousandth of it, the width of a bin. 0
    where the share lies between the weight below and the weight up to it.
    """
    width = abs(value) * 1e-3 + 1e-4
    whole = weights.sum()
    below = weights[values < value - width].sum() / whole
    upto = weights[values <= value + width].sum() / whole
    return max(0.0, below - share, share - upto)


def weighted_quantile(share, values, weights):
    """Hyndman and Fan's definition 7 for weights, as exactextract states it.

    exactextract's own answer also depends on the order in which it sorts equal
    values of different weight; here that order is the one in which they come.
    """
    order = np.argsort(values, kind="stable")
    values, weights = values[order].astype(float), weights[order].astype(float)
    count = len(values)
    below = np.concatenate(([0.0], np.cumsum(weights)[:-1]))
    places = np.arange(count) * weights + (count - 1) * below
    target = share * weights.sum() * (count - 1)
    right = int(np.searchsorted(places, target, side="right"))
    if right == 0 or right == count:
        return values[min(right, count - 1)]
    left = right - 1
    part = (target - places[left]) / (places[right] - places[left])
    return values[left] + part * (values[right] - values[left])


def figures(folder):
    """The rows of the package's field layer by id."""
    with sqlite3.connect(f"file:{folder}/results.gpkg?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        return {row["field_id"]: dict(row) for row in connection.execute("SELECT * FROM fields")}


def geodesic_area(geometry, crs):
    """The area of a geometry on the ellipsoid of its reference system."""
    crs = CRS.from_user_input(crs)
    to_degrees = Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
    densified = geometry.segmentize(max(geometry.length / 4000, 1e-9))
    return abs(Geod(a=crs.ellipsoid.semi_major_metre, b=crs.ellipsoid.semi_minor_metre)
               .geometry_area_perimeter(transform(to_degrees.transform, densified))[0])


def main():
    """Prints the deviations."""
    folder, boundaries, key = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text()), sys.argv[3]
    rows = figures(folder)
    worst = {"area": 0.0, "mean": 0.0, "sd": 0.0, "extremes": 0.0, "percentiles": 0.0,
             "quantiles": 0.0, "ranks": 0.0, "classes": 0.0}
    compared = 0
    with rasterio.open(folder / "mask.tif") as mask:
        crs = mask.crs
        bounds = mask.bounds
    features = [f for f in boundaries["features"] if shape(f["geometry"]).intersects(
        shape({"type": "Polygon", "coordinates": [[
            (bounds.left, bounds.bottom), (bounds.right, bounds.bottom), (bounds.right, bounds.top),
            (bounds.left, bounds.top), (bounds.left, bounds.bottom)]]}))]
    collection = [{"type": "Feature", "properties": {"key": str(f["properties"][key])},
                   "geometry": mapping(shape(f["geometry"]))} for f in features]
    for feature in collection:
        row = rows[feature["properties"]["key"]]
        area = geodesic_area(shape(feature["geometry"]), crs.to_wkt())
        worst["area"] = max(worst["area"], relative(row["area_ha"] * 1e4, area))
    indices = [p.stem for p in sorted(folder.glob("*.tif")) if p.stem not in ("mask", "confidence")]
    operations = ["count", "mean", "stdev", "min", "max"] + [f"quantile(q={q / 100})" for q in QUANTILES]
    operations += ["values", "coverage"]
    for index in indices:
        found = exact_extract(str(folder / f"{index}.tif"), collection, operations, include_cols=["key"])
        for feature in found:
            expected = feature["properties"]
            if not expected["count"]:
                continue
            row = rows[expected["key"]]
            compared += 1
            quantiles = [expected[f"quantile_{q}"] for q in QUANTILES]
            spread = quantiles[-1] - quantiles[0]
            scale = max(abs(expected["mean"]), expected["stdev"])
            worst["mean"] = max(worst["mean"], relative(row[f"{index}_mean"], expected["mean"], scale))
            worst["sd"] = max(worst["sd"], relative(row[f"{index}_sd"], expected["stdev"]))
            for name in ("min", "max"):
                worst["extremes"] = max(worst["extremes"], relative(row[f"{index}_{name}"], expected[name]))
            if expected["count"] < 1000:
                continue
            values, weights = np.asarray(expected["values"]), np.asarray(expected["coverage"])
            valid = np.isfinite(values)
            for q, value in zip(QUANTILES, quantiles):
                quantile = weighted_quantile(q / 100, values[valid], weights[valid])
                worst["quantiles"] = max(
                    worst["quantiles"], relative(row[f"{index}_p{q}"], quantile, spread))
                worst["ranks"] = max(worst["ranks"], rank_deviation(
                    row[f"{index}_p{q}"], q / 100, values[valid], weights[valid]))
                worst["percentiles"] = max(
                    worst["percentiles"], relative(row[f"{index}_p{q}"], value, spread))
    names = [c[: -len("_percent")] for c in next(iter(rows.values())) if c.endswith("_percent")]
    names = [n for n in names if n not in ("covered", "valid")]
    found = exact_extract(str(folder / "mask.tif"), collection, ["unique", "frac", "count"], include_cols=["key"])
    for feature in found:
        expected = feature["properties"]
        if not expected["count"]:
            continue
        row = rows[expected["key"]]
        fractions = dict(zip(np.asarray(expected["unique"]).tolist(), np.asarray(expected["frac"]).tolist()))
        for code, name in enumerate(names):
            worst["classes"] = max(
                worst["classes"], abs(row[f"{name}_percent"] / 100 - fractions.get(code, 0.0)))
    print(json.dumps({"compared": compared, **worst}))


if __name__ == "__main__":
    main()
