"""Trains every forest that is installed on the same labels.

usage: train.py LABELS FOLDER

LABELS is a file of NumPy with `x` (count, 9) and `y` (1 to 4), or MOSAIC:CLASSES, of which ten
thousand pixels of each class are drawn. Writes peers' forests, and a hundred trees of depth 12 for
each class by XGBoost, once for itself and once with a card that makes a model of Furrow of the same
trees.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from features import NAMES, table

FOREST = {"n_estimators": 100, "max_depth": 12, "n_jobs": 2, "random_state": 1}
CARD = """version: 1
name: same-trees
legend:
  - {{code: 0, name: soil, color: "#96785a", kind: stuff, group: soil}}
  - {{code: 1, name: crop, color: "#3ca03c", kind: thing, group: crop}}
  - {{code: 2, name: weed, color: "#dc3ca0", kind: thing, group: weed}}
  - {{code: 3, name: disease, color: "#f0aa1e", kind: thing, group: disease}}
sensor: {{roles: [blue, green, red, rededge, nir], scale: counts, samples: uint16}}
pixel_side_m: {{trained: 0.05, from: 0.01, to: 0.5}}
stages:
  - file: model.json
    features: [{features}]
    classes: [0, 1, 2, 3]
decision: {{weights: {{soil: 1, crop: 1, weed: 1, disease: 1}}}}
"""


def labels(source):
    """Features and classes."""
    if source.endswith(".npz"):
        file = np.load(source)
        return file["x"], file["y"].astype(int)
    import rasterio

    mosaic, classes = source.split(":")
    with rasterio.open(mosaic) as bands_file, rasterio.open(classes) as classes_file:
        bands, codes = bands_file.read().reshape(5, -1), classes_file.read(1).ravel()
    draw = np.random.default_rng(1)
    pixels = np.concatenate(
        [draw.permutation(np.flatnonzero((codes == code) & bands.any(axis=0)))[:10_000] for code in range(4)])
    return table(bands[:, pixels]), codes[pixels].astype(int) + 1


def forests(x, y):
    """The name of each peer's forest with what trains and saves it."""
    import joblib
    import xgboost

    if find_spec("sklearn"):
        from sklearn.ensemble import RandomForestClassifier

        yield "scikit-learn.joblib", lambda path: joblib.dump(RandomForestClassifier(**FOREST).fit(x, y), path)
    if find_spec("sklearnex"):
        from sklearnex.ensemble import RandomForestClassifier as Intel

        yield "scikit-learn-intelex.joblib", lambda path: joblib.dump(Intel(**FOREST).fit(x, y), path)
    if find_spec("lightgbm"):
        import lightgbm

        boosted = {"objective": "multiclass", "num_class": 4, "num_leaves": 31, "verbose": -1, "seed": 1}
        yield "lightgbm.txt", lambda path: lightgbm.train(
            boosted, lightgbm.Dataset(x, y - 1), 100).save_model(path)
    data = xgboost.DMatrix(x, y - 1, feature_names=NAMES)
    parameters = {
        "objective": "multi:softprob", "num_class": 4, "tree_method": "hist", "nthread": 2, "seed": 1,
        "max_depth": 12, "eta": 1, "subsample": 0.63, "colsample_bynode": 0.34, "num_parallel_tree": 100,
        "max_bin": 254,
    }
    yield "xgboost.json", lambda path: save_twice(xgboost.train(parameters, data, 1), path)


def save_twice(booster, path):
    """Saves a forest for Furrow and, without names of features, for XGBoost itself."""
    booster.save_model(path)
    booster.feature_names = None
    booster.save_model(path.with_name("xgboost.ubj"))


def main():
    """Trains what is not there yet."""
    source, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "xgboost-card.yaml").write_text(CARD.format(features=", ".join(NAMES)))
    x, y = labels(source)
    for name, train in forests(x, y):
        if not (folder / name).exists():
            train(folder / name)


if __name__ == "__main__":
    main()
