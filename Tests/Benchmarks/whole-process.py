"""Measures Furrow and the peers that are installed, in turn, on the same mosaics.

usage: whole-process.py FURROW [options]; --help lists them

Every contestant is measured once in each round, so that a machine that drifts hits all alike, and
medians count. Files are read before each measurement, so that the disk does not count. Peers need
an interpreter, named by FURROW_BENCH_PYTHON, that has rasterio, exactextract, scikit-learn,
scikit-learn-intelex, lightgbm and lleaves, or some of them; without it only GDAL's tools compete.
Tables go to standard output, and with --page between the marks of a page in Markdown.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from contestants import HERE, Field, Mosaic, fill, floor_figures, has_module
from processes import measure
from tables import page_with, report


def simulated(furrow, size, folder):
    """A mosaic of the simulated farm, made once."""
    mosaic = Mosaic(size, folder / f"m{size}.tif", folder / f"m{size}_fields.gpkg")
    if not mosaic.fields.exists():
        print(f"simulating {size} x {size} pixels", file=sys.stderr)
        subprocess.run(
            [furrow, "simulate", "--preset", "benchmark", "--size", f"{size}x{size}", "--out", str(folder),
             "--name", f"m{size}", "--truth" if size <= 4096 else "--no-truth"],
            check=True, stdout=subprocess.DEVNULL)
        (folder / f"m{size}.fields.gpkg").rename(mosaic.fields)
    return mosaic


def train(furrow, python, mosaics, labels, models):
    """Trains Furrow's forest and those of peers, where they are not there yet."""
    models.mkdir(parents=True, exist_ok=True)
    first = mosaics[0]
    truth = first.path.with_suffix(".labels.tif")
    points = Path(f"{labels}_train.gpkg")
    if not labels and not truth.exists():
        return
    if not (models / "pixel-forest").exists():
        entry = f"{{file: {truth}}}"
        if labels:
            names = '{"1": soil, "2": crop, "3": weed, "4": disease}'
            entry = f"{{file: {points}, attribute: class, point_radius: 0.5 px, classes: {names}}}"
        job = fill(
            "train.yaml", models / "train.yaml", MOSAIC=first.path, LABELS=entry, MODEL=models / "pixel-forest")
        print("training furrow's forest", file=sys.stderr)
        subprocess.run([furrow, "train", str(job)], check=True, capture_output=True)
    if has_module(python, "xgboost") and not (models / "same-trees").exists():
        print("training peers' forests", file=sys.stderr)
        source = f"{labels}_train.npz" if labels else f"{first.path}:{truth}"
        subprocess.run([python, str(HERE / "peers/train.py"), source, str(models)], check=True)
        subprocess.run(
            [furrow, "model", "import", str(models / "xgboost.json"), "--card",
             str(models / "xgboost-card.yaml"), "--to", str(models / "same-trees")],
            check=True, capture_output=True)


def valid_pixels(folder):
    """The pixels with data, from the catalog of a run."""
    for catalog in sorted(folder.glob("out-*/catalog.sqlite")):
        with sqlite3.connect(f"file:{catalog}?mode=ro", uri=True) as database:
            rows = database.execute("SELECT valid_pixels FROM run WHERE state = 'done'").fetchall()
        if rows:
            return rows[0][0]
    return None


def one_measurement(contestant, mosaic, round_number):
    """A record of one contestant's run."""
    contestant.clean()
    for path in (mosaic.path, mosaic.fields):
        with path.open("rb") as file:
            while file.read(1 << 24):
                pass
    record = measure(contestant.command, contestant.folder)
    output = record.pop("output")
    if contestant.reads_floor:
        record |= floor_figures(output)
    return {
        "size": mosaic.size, "work": contestant.work, "name": contestant.name, "round": round_number,
    } | record


def accuracy(furrow_field, labels):
    """How many of the test points have their class in masks that are not cleaned."""
    figures = {}
    for model, scale in [("pixel-forest", "32768"), ("same-trees", "counts")]:
        folder = furrow_field.models / model
        if not labels or not folder.exists():
            continue
        run = furrow_field.run(
            "accuracy", f"accuracy-{model}", "forest.yaml", CLEANING="[]", MODEL=folder, SCALE=scale)
        job = Path(run.command[2])
        job.write_text(job.read_text().replace("outputs: {", "outputs: {patches: false, "))
        run.clean()
        subprocess.run(run.command, cwd=run.folder, check=True, capture_output=True)
        mask = run.folder / run.outputs[0] / "flight/mask.tif"
        answer = subprocess.run(
            ["/usr/bin/python3", str(HERE / "peers/accuracy.py"), str(mask), f"{labels}_test.gpkg", "class", "-1"],
            check=True, capture_output=True, text=True)
        figures[model] = float(answer.stdout)
    return figures


def arguments():
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("furrow", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[4096, 8192, 16384], help="sides in pixels")
    parser.add_argument(
        "--mosaics", type=Path, metavar="DIR",
        help="a folder with mSIZE.tif and mSIZE_fields.gpkg instead of simulated ones")
    parser.add_argument(
        "--labels", type=Path, metavar="PREFIX",
        help="PREFIX_train.gpkg and .npz and PREFIX_test.gpkg with points of the first mosaic, classes 1 to 4")
    parser.add_argument(
        "--pipeline", metavar="COMMAND", help="another pipeline, with {mosaic}, {fields} and {out} in it")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--only", nargs="+", default=["floor", "rules", "forest", "stages", "pipeline"],
        choices=["floor", "rules", "forest", "stages", "pipeline"])
    parser.add_argument("--work", type=Path, default=HERE / "../../.bench", help="the folder for all files")
    parser.add_argument("--page", type=Path, help="a page in Markdown with marks that the tables go between")
    parser.add_argument("--add", action="store_true", help="keep the last measurement and add to it")
    parser.add_argument("--again", action="store_true", help="only write the tables of the last measurement")
    return parser.parse_args()


def measure_all(options, furrow, python, work):
    """Rounds over all contestants, a record for each measurement."""
    if options.mosaics:
        folder = options.mosaics.resolve()
        mosaics = [Mosaic(size, folder / f"m{size}.tif", folder / f"m{size}_fields.gpkg") for size in options.sizes]
    else:
        mosaics = [simulated(furrow, size, work) for size in options.sizes]
    labels = options.labels and options.labels.resolve()
    models = work / ("models-labelled" if labels else "models")
    if "forest" in options.only:
        train(furrow, python, mosaics, labels, models)
    load = os.getloadavg()[0]
    records, valid = [], {}
    for mosaic in mosaics:
        folder = work / f"{'given' if options.mosaics else 'own'}-{mosaic.size}"
        field = Field(furrow, python, models, options.pipeline, mosaic, folder, has_slow=mosaic is mosaics[0])
        contestants = field.contestants(options.only)
        for number in range(options.rounds):
            for contestant in list(contestants):
                try:
                    record = one_measurement(contestant, mosaic, number)
                except RuntimeError as error:
                    print(f"left out: {contestant.name}: {error}", file=sys.stderr)
                    contestants.remove(contestant)
                    continue
                records.append(record)
                print(json.dumps(record), file=sys.stderr, flush=True)
        valid[mosaic.size] = valid_pixels(folder)
        for contestant in contestants:
            contestant.clean()
    shares = {}
    if "forest" in options.only:
        folder = work / f"{'given' if options.mosaics else 'own'}-{mosaics[0].size}"
        shares = accuracy(Field(furrow, python, models, None, mosaics[0], folder), labels)
    return {"records": records, "valid": valid, "load": load, "accuracy": shares}


def joined(earlier, later):
    """Two measurements as one."""
    return {
        "records": earlier["records"] + later["records"],
        "valid": earlier["valid"] | {str(size): count for size, count in later["valid"].items() if count},
        "load": max(earlier["load"], later["load"]),
        "accuracy": earlier["accuracy"] | later["accuracy"],
    }


def main():
    """Measures and writes the tables."""
    options = arguments()
    furrow = str(options.furrow.resolve())
    python = os.environ.get("FURROW_BENCH_PYTHON")
    python = python and (shutil.which(python) or python)
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    record_path = work / "whole-process.json"
    if not options.again:
        measured = measure_all(options, furrow, python, work)
        if options.add and record_path.exists():
            measured = joined(json.loads(record_path.read_text()), measured)
        record_path.write_text(json.dumps(measured))
    text = report(json.loads(record_path.read_text()), furrow, python)
    print(text)
    if options.page:
        options.page.write_text(page_with(options.page.read_text(), text))


if __name__ == "__main__":
    main()
