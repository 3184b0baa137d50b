"""Prints the tables of light-shift.sh from its results: light-shift.py SEED ... in its folder."""

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


def figures(seed, bands, augmentation):
    """Mean IoU and the IoU of weeds at each place; the first of both with its interval's ends."""
    stem = Path(f"farm-{seed}") / f"{bands}-{augmentation}"
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


def table(title, cell):
    print(f"{title}\n")
    print("| judged on |" + "".join(f" {b}, {a} |" for b, a in CASES))
    print("|---|" + "---|" * len(CASES))
    for words, place in PLACES:
        print(f"| {words} |" + "".join(f" {cell(case, place)} |" for case in CASES))
    print()


seeds = sys.argv[1:]
all_figures = {case: [figures(seed, *case) for seed in seeds] for case in CASES}
table(
    f"Mean IoU over {len(seeds)} farms, ± half of the 95 % interval between farms:",
    lambda case, place: spread([f[place][0][0] for f in all_figures[case]]),
)
table(
    "Loss of mean IoU against the same field out of fold, by farm:",
    lambda case, place: "-" if place is None else spread(
        [f[None][0][0] - f[place][0][0] for f in all_figures[case]]),
)
table(
    "IoU of weeds:",
    lambda case, place: spread([f[place][1] for f in all_figures[case]]),
)
table(
    f"Mean IoU on the farm of seed {seeds[0]}, with its 95 % interval from blocks:",
    lambda case, place: "{:.3f} [{:.3f}, {:.3f}]".format(*all_figures[case][0][place][0])
    if all_figures[case][0][place][0][1] is not None else "{:.3f}".format(all_figures[case][0][place][0][0]),
)
