"""Holds a mask against truth by NumPy, and a report against its schema.

usage: judged.py SCHEMA EVALUATION_JSON MASK TRUTH [MASK TRUTH ...]

Classes are those of the report; 255 is no class. Prints one JSON object: whether
the report is valid, and the figures of all pairs together, by their definitions.
"""

import json
import sys

import numpy as np
import rasterio
from jsonschema import Draft202012Validator


def read(path):
    with rasterio.open(path) as file:
        return file.read(1).ravel()


def kappa(matrix):
    """Cohen (1960), from shares."""
    parts = matrix / matrix.sum()
    chance = (parts.sum(0) * parts.sum(1)).sum()
    return (np.trace(parts) - chance) / (1 - chance) if chance < 1 else -1


def shares(part, whole):
    """Ratios, -1 where nothing is divided by nothing."""
    return np.divide(part, whole, out=np.full(len(part), -1.0), where=np.asarray(whole) > 0).tolist()


def severity(pixels, codes, crop, disease):
    """Per cent of the plants' pixels."""
    counts = np.bincount(pixels, minlength=256)
    return 100 * counts[disease].sum() / counts[crop + disease].sum()


schema, report = (json.load(open(path)) for path in sys.argv[1:3])
paths = sys.argv[3:]
codes = [entry["code"] for entry in report["classes"]]
crop = [e["code"] for e in report["classes"] if e["name"] == "crop"]
disease = [e["code"] for e in report["classes"] if e["name"] == "disease"]
matrix = np.zeros((len(codes), len(codes)), dtype=np.int64)
mapped = np.zeros(len(codes), dtype=np.int64)
pairs = []
for found, truth in [(read(m), read(t)) for m, t in zip(paths[::2], paths[1::2])]:
    mapped += np.array([(found == code).sum() for code in codes])
    known = np.isin(truth, codes) & np.isin(found, codes)
    found, truth = found[known], truth[known]
    matrix += np.array([[((truth == t) & (found == f)).sum() for f in codes] for t in codes])
    if disease:
        pairs.append([severity(p, codes, crop, disease) for p in (truth, found)])

hits, truth, found = np.diag(matrix), matrix.sum(1), matrix.sum(0)
known = truth > 0
iou = shares(hits, truth + found - hits)
binary = [np.array([[matrix.sum() - t - f + h, f - h], [t - h, h]]) for h, t, f in zip(hits, truth, found)]
answer = {
    "is_valid": Draft202012Validator(schema).is_valid(report),
    "confusion": matrix.tolist(),
    "mapped": mapped.tolist(),
    "iou": iou,
    "mean_iou": np.array(iou)[known].mean(),
    "precision": shares(hits, found),
    "recall": shares(hits, truth),
    "class_kappa": [kappa(m) for m in binary],
    "accuracy": hits.sum() / matrix.sum(),
    "kappa": kappa(matrix),
    "severity": pairs,
}
if len(pairs) > 1:
    x, y = np.array(pairs).T
    covariance = ((x - x.mean()) * (y - y.mean())).mean()
    room = x.var() + y.var() + (x.mean() - y.mean()) ** 2
    answer["concordance"] = 2 * covariance / room if room > 0 else None
print(json.dumps(answer))
