"""Writes the class that a forest of a peer gives every valid pixel, 1 to 4, and 0 elsewhere.

usage: classify.py MOSAIC MODEL MASK

MODEL.joblib is a forest of scikit-learn or scikit-learn-intelex, MODEL.ubj one of XGBoost,
MODEL.txt one of LightGBM, compiled by lleaves the first time.
"""

import os
import sys
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
from features import table
from windows import each, writer


def predictor(path):
    """A function from features to classes that uses one thread."""
    if path.suffix == ".joblib":
        import joblib

        forest = joblib.load(path)
        forest.n_jobs = 1
        return forest.predict
    if path.suffix == ".ubj":
        import xgboost

        booster = xgboost.Booster({"nthread": 1}, model_file=path)
        return lambda features: booster.inplace_predict(features).argmax(axis=1) + 1
    import lleaves

    model = lleaves.Model(model_file=path)
    model.compile(cache=path.with_suffix(".lleaves"))
    return lambda features: model.predict(features, n_jobs=1).argmax(axis=1) + 1


def make_work(path):
    """Classifies the pixels of a window."""
    predict = predictor(path)

    def work(bands):
        valid = bands.any(axis=0)
        mask = np.zeros(valid.shape, np.uint8)
        if valid.any():
            mask[valid] = predict(table(bands[:, valid]))
        return mask

    return work


def main():
    """Reads the mosaic once and writes the mask."""
    mosaic, model, target = sys.argv[1:]
    with writer(target, mosaic, dtype="uint8", nodata=0, compress="DEFLATE") as file:
        for window, mask in each(mosaic, make_work, (Path(model),)):
            file.write(mask, 1, window=window)


if __name__ == "__main__":
    main()
