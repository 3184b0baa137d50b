"""Prints the tables of light-shift.sh and light-shift-real.sh from their results, in their folders.

light-shift.py SEED ... or light-shift.py --real"""

import json
import re
import sys
from pathlib import Path
from statistics import mean, stdev

# Two-sided 95 % quantiles of Student's t by degrees of freedom.
T = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}
PLACES = [
    ("same field, out of fold", None),
    ("other fields, same flight", "other-fields"),
    ("other fields, shifted light", "shifted"),
    ("same field, 16 days later", "later"),
    ("other fields, 16 days later", "other-fields-later"),
]
CASES = [(b, a) for b in ("plain", "normalised") for a in ("none", "standard", "wide")]


def figures(folder, bands, augmentation):
    """Mean IoU and the IoU of weeds at each place; the first with its interval's ends."""
    stem = Path(folder) / f"{bands}-{augmentation}"
    sheet = stem.with_suffix(".txt").read_text()
    found = re.search(r"mean IoU ([\d.]+) \[([\d.]+), ([\d.]+)\]", sheet)
    weed = re.search(r"^weed +([\d.]+)", sheet, re.M)
    result = {None: ([float(x) for x in found.groups()], float(weed[1]))}
    report = json.loads(stem.with_suffix(".json").read_text())
    for group in report["groups"]:
        if group["kind"] == "scene":
            for row in group["rows"]:
                iou = row["mean_iou"]
                result[row["name"]] = ([iou["value"], iou["lower"], iou["upper"]], row["iou"][2])
    return result


def spread(values):
    """A mean with the ends of its 95 % interval over farms, in text."""
    if len(values) < 2:
        return f"{values[0]:.3f}"
    half = T[min(len(values) - 1, 9)] * stdev(values) / len(values) ** 0.5
    return f"{mean(values):.3f} ± {half:.3f}"


def table(title, places, cases, cell):
    print(f"{title}\n")
    print("| judged on |" + "".join(f" {b}, {a} |" for b, a in cases))
    print("|---|" + "---|" * len(cases))
    for words, place in places:
        print(f"| {words} |" + "".join(f" {cell(case, place)} |" for case in cases))
    print()


def interval(figure):
    value, low, high = figure
    return f"{value:.3f}" if low is None else f"{value:.3f} [{low:.3f}, {high:.3f}]"


def print_real():
    cases = [(b, a) for b in ("plain", "normalised") for a in ("none", "standard")]
    cases = [case for case in cases if Path("{}-{}.json".format(*case)).exists()]
    places = [
        ("left half, out of fold", None),
        ("right half", "right"),
        ("right half, shifted light", "right-shifted"),
    ]
    found = {case: figures(".", *case) for case in cases}
    table("Mean IoU with its 95 % interval from blocks; weed:", places, cases,
          lambda case, place: f"{interval(found[case][place][0])}; {found[case][place][1]:.3f}")


def print_farms(seeds):
    found = {case: [figures(f"farm-{seed}", *case) for seed in seeds] for case in CASES}
    table(f"Mean IoU over {len(seeds)} farms, ± half of the 95 % interval between farms:", PLACES, CASES,
          lambda case, place: spread([f[place][0][0] for f in found[case]]))
    table("Loss of mean IoU against the same field out of fold, farm by farm:", PLACES[1:], CASES,
          lambda case, place: spread([f[None][0][0] - f[place][0][0] for f in found[case]]))
    table("Loss of mean IoU by light alone, farm by farm:", [("other fields", "shifted")], CASES,
          lambda case, place: spread([f["other-fields"][0][0] - f[place][0][0] for f in found[case]]))
    table("Gain of mean IoU by augmentation, farm by farm:", PLACES, [c for c in CASES if c[1] != "none"],
          lambda case, place: spread([f[place][0][0] - n[place][0][0]
                                      for f, n in zip(found[case], found[case[0], "none"])]))
    table("IoU of weeds:", PLACES, CASES, lambda case, place: spread([f[place][1] for f in found[case]]))
    table(f"Mean IoU on the farm of seed {seeds[0]}, with its 95 % interval from blocks:", PLACES, CASES,
          lambda case, place: interval(found[case][0][place][0]))


if sys.argv[1:] == ["--real"]:
    print_real()
else:
    print_farms(sys.argv[1:])
