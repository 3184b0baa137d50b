"""Compares a mask with a label raster on the same grid.

usage: iou.py MASK LABELS

Prints one JSON object: intersection over union of each class of the labels,
their mean, and that of everything but class 0 taken together. Pixels that
either raster does not cover (255) are left out.
"""

import json
import sys

import numpy as np
import rasterio


def iou(found, expected):
    """Intersection over union of two sets of pixels; 1 where both are empty."""
    union = np.count_nonzero(found | expected)
    return np.count_nonzero(found & expected) / union if union else 1.0


def main():
    """Prints the figures."""
    with rasterio.open(sys.argv[1]) as mask, rasterio.open(sys.argv[2]) as labels:
        assert mask.shape == labels.shape, "the rasters differ in size"
        found, expected = mask.read(1), labels.read(1)
    known = (found != 255) & (expected != 255)
    found, expected = found[known], expected[known]
    classes = [int(code) for code in np.unique(expected)]
    by_class = {str(code): iou(found == code, expected == code) for code in classes}
    print(json.dumps({
        "classes": by_class,
        "mean": sum(by_class.values()) / len(by_class),
        "vegetation": iou(found > 0, expected > 0),
    }))


if __name__ == "__main__":
    main()
