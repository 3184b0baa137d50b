"""Writes NDVI, NDRE, GNDVI and ExG as float32 rasters, compressed by ZSTD of level 1.

usage: indices.py MOSAIC FOLDER
"""

import sys
from pathlib import Path

import numpy as np
from features import NAMES, indices
from windows import each, writer

NODATA = -9999.0


def make_work():
    """Works out the indices of a window."""

    def work(bands):
        valid = bands.any(axis=0)
        values = np.stack(indices(bands.astype(np.float32)))
        values[:, ~valid] = NODATA
        return values

    return work


def main():
    """Reads the mosaic once and writes four rasters."""
    mosaic, folder = sys.argv[1], Path(sys.argv[2])
    files = [
        writer(
            folder / f"{name}.tif", mosaic, dtype="float32", nodata=NODATA, compress="ZSTD", zstd_level=1,
            predictor=3)
        for name in NAMES[5:]
    ]
    for window, values in each(mosaic, make_work, ()):
        for file, plane in zip(files, values, strict=True):
            file.write(plane, 1, window=window)
    for file in files:
        file.close()


if __name__ == "__main__":
    main()
