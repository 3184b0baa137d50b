"""Field figures by exactextract: shares of classes, and an index with its percentiles.

usage: zones.py MASK INDEX FIELDS TABLE.csv
"""

import multiprocessing
import sys

INDEX_FIGURES = ["mean", "stdev", "min", "max"] + [f"quantile(q={q})" for q in (0.05, 0.25, 0.5, 0.75, 0.95)]
CLASS_FIGURES = ["count", "unique", "frac"]


def figures(job):
    """The figures of one raster in every field."""
    import geopandas
    from exactextract import exact_extract

    raster, fields, wanted = job
    return exact_extract(
        raster, geopandas.read_file(fields), wanted, include_cols="field_id", output="pandas")


def main():
    """Works on both rasters at a time."""
    mask, index, fields, target = sys.argv[1:]
    with multiprocessing.Pool(2) as pool:
        values, classes = pool.map(
            figures, [(index, fields, INDEX_FIGURES), (mask, fields, CLASS_FIGURES)], chunksize=1)
    values.merge(classes, on="field_id").to_csv(target)


if __name__ == "__main__":
    main()
