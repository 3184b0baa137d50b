"""Figures of two small masks by scikit-learn, scikit-image and SciPy.

usage: evaluation.py

Prints one JSON object. The tests of the measures hold these figures as
literals, made by scikit-learn 1.9, scikit-image 0.26 and SciPy 1.17.
"""

import json

import numpy as np
from scipy.ndimage import distance_transform_edt
from skimage.measure import label
from sklearn.metrics import brier_score_loss, cohen_kappa_score, f1_score, jaccard_score

HEIGHT, WIDTH, VOID = 60, 70, 3


def cells(row, column):
    """Blocks of the classes 0 to 3, parted by class 0."""
    inside = (row % 8 > 0) & (row % 8 < 7) & (column % 9 > 0) & (column % 9 < 7)
    return np.where(inside, (row // 8 * 5 + column // 9 * 3) % 4, 0)


def masks():
    """Truth with unlabelled blocks, and a prediction that is shifted, torn and speckled."""
    row, column = np.mgrid[:HEIGHT, :WIDTH]
    truth, found = cells(row, column), cells(row + column // 30, column + row // 20)
    found[found == VOID] = 1
    found[row * column % 61 == 7] = 2
    found[(row % 8 == 4) & (column > 50)] = 0
    return truth, found


def pixels(truth, found):
    """Figures of the labelled pixels."""
    known = truth != VOID
    truth, found = truth[known], found[known]
    return {
        "iou": list(jaccard_score(truth, found, average=None)),
        "f1": list(f1_score(truth, found, average=None)),
        "kappa": cohen_kappa_score(truth, found),
        "accuracy": float((truth == found).mean()),
    }


def segments(truth, found, code):
    """Pairs, false alarms, misses and overlap of one class by labelled components."""
    true, seen = label(truth == code, connectivity=2), label(found == code, connectivity=2)
    void = truth == VOID
    overlaps, hit_true, hit_seen = [], set(), set()
    for t, s in {(t, s) for t, s in zip(true.ravel(), seen.ravel()) if t and s}:
        both = np.count_nonzero((true == t) & (seen == s))
        union = np.count_nonzero(true == t) + np.count_nonzero((seen == s) & ~void) - both
        if both / union > 0.5:
            overlaps.append(both / union)
            hit_true.add(t)
            hit_seen.add(s)
    alarms = [s for s in range(1, seen.max() + 1)
              if s not in hit_seen and void[seen == s].mean() <= 0.5]
    return {"matched": len(overlaps), "false_alarms": len(alarms), "missed": int(true.max()) - len(hit_true),
            "overlap": float(sum(overlaps))}


def edges(mask, truth, code):
    """Edge pixels of one class: a labelled neighbour differs."""
    known = truth != VOID
    own, other = (mask == code) & known, (mask != code) & known
    padded = np.pad(other, 1)
    near = padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]
    return own & near


def boundary(truth, found, code, tolerance):
    """Edge pixels and those met, by the distance transform."""
    true, seen = edges(truth, truth, code), edges(found, truth, code)
    return [int(true.sum()), int((distance_transform_edt(~seen)[true] <= tolerance).sum()),
            int(seen.sum()), int((distance_transform_edt(~true)[seen] <= tolerance).sum())]


def main():
    """Prints the figures."""
    truth, found = masks()
    print(json.dumps({
        **pixels(truth, found),
        "segments": [segments(truth, found, code) for code in range(3)],
        "boundaries": {tolerance: [boundary(truth, found, code, tolerance) for code in range(3)]
                       for tolerance in (0, 1, 2)},
        "brier": brier_score_loss([0, 1, 1, 0], [0.1, 0.8, 0.4, 0.3]),
    }, indent=1))


if __name__ == "__main__":
    main()
