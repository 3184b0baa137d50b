"""What is measured: each piece of work, and who does it by which commands."""

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
PEERS = HERE / "peers"
SYSTEM_PYTHON = "/usr/bin/python3"
CLEANING = "[{majority: {size: 3}}, {sieve: {smaller_than_m2: 0.02}}]"
INDICES = "[ndvi, ndre, gndvi, exg]"
# What GDAL's sieve is asked for: as many pixels as the job's area has at 5 cm.
SIEVE_PIXELS = "8"


@dataclass
class Contestant:
    """One way to do one piece of work on one mosaic."""

    work: str
    name: str
    command: list
    folder: Path
    # What must not be there when it starts, in `folder`.
    outputs: list = field(default_factory=list)
    # Takes wall and processor seconds from what the command printed.
    reads_floor: bool = False

    def clean(self):
        """Removes what a round before has left."""
        for name in self.outputs:
            path = self.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


@dataclass
class Mosaic:
    """A mosaic with its fields."""

    size: int
    path: Path
    fields: Path


def fill(template, target, **values):
    """Writes a job from one of the templates."""
    text = Template((HERE / "jobs" / template).read_text()).substitute(values)
    target.write_text(text)
    return target


def ended_well(command):
    """Whether a command can be run at all."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def knows_bench(furrow):
    """Whether the program measures floors itself."""
    asked = subprocess.run([furrow, "bench", "--help"], capture_output=True, text=True, check=False)
    return "furrow bench" in asked.stdout


def has_module(python, module):
    """Whether an interpreter has a module."""
    return python is not None and ended_well([python, "-c", f"import {module}"])


class Field:
    """All contestants on one mosaic."""

    # Forests that take minutes are measured on the smallest mosaic alone.
    SLOW = ("sklearn", "xgboost")

    def __init__(self, furrow, python, models, pipeline, mosaic, folder, has_slow=True):
        self.has_slow = has_slow
        self.furrow, self.python, self.models, self.pipeline = furrow, python, models, pipeline
        self.mosaic, self.folder = mosaic, folder
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, work, name, template, *options, **values):
        """A run of Furrow with a job of its own."""
        job = fill(
            template, self.folder / f"{name}.yaml", MOSAIC=self.mosaic.path, FIELDS=self.mosaic.fields,
            OUT=f"out-{name}", **values)
        return Contestant(
            work, f"furrow run, {work}" if not options else f"furrow run, {work}, one thread",
            [self.furrow, "run", str(job), *options], self.folder, [f"out-{name}"])

    def peer(self, work, name, python, script, *arguments, outputs=()):
        """A script of a peer."""
        return Contestant(
            work, name, [python, str(PEERS / script), *map(str, arguments)], self.folder, list(outputs))

    def prepare(self):
        """Makes what single stages of peers begin with: masks before and after cleaning, and an index."""
        for name, cleaning in [("raw", "[]"), ("clean", CLEANING)]:
            run = self.run(name, name, "rules.yaml", CLEANING=cleaning, INDICES="[ndvi]")
            if not (self.folder / f"out-{name}/flight/mask.tif").exists():
                run.clean()
                subprocess.run(run.command, cwd=self.folder, check=True, capture_output=True)

    def floors(self):
        """Decoding, a threshold, a mask."""
        for library, python in [("rasterio", self.python), ("gdal", SYSTEM_PYTHON)]:
            if has_module(python, "rasterio" if library == "rasterio" else "osgeo.gdal"):
                mask = f"floor-{library}.tif"
                yield self.peer(
                    "floor", f"floor, {library}", python, "floor.py", library, self.mosaic.path, mask,
                    outputs=[mask])
        if knows_bench(self.furrow):
            yield Contestant(
                "floor", "floor, furrow bench",
                [self.furrow, "bench", str(self.mosaic.path), "--repeat", "1", "--json"], self.folder,
                reads_floor=True)

    def runs(self):
        """Furrow's runs by rules."""
        yield self.run("rules", "rules", "rules.yaml", CLEANING=CLEANING, INDICES="[]")
        yield self.run("rules", "single", "rules.yaml", "--threads", "1", CLEANING=CLEANING, INDICES="[]")
        yield self.run("rules and indices", "indices", "rules.yaml", CLEANING=CLEANING, INDICES=INDICES)
        if has_module(self.python, "rasterio"):
            names = ["ndvi.tif", "ndre.tif", "gndvi.tif", "exg.tif"]
            yield self.peer(
                "indices", "indices, rasterio ZSTD", self.python, "indices.py", self.mosaic.path, ".",
                outputs=names)

    def forests(self):
        """Furrow's runs by forests, and what peers' forests take alone."""
        models = [("forest", "pixel-forest", "32768"), ("same trees", "same-trees", "counts")]
        for work, model, scale in models:
            folder = self.models / model
            if folder.exists() and (work == "forest" or self.has_slow):
                yield self.run(
                    work, model, "forest.yaml", CLEANING=CLEANING, MODEL=folder, SCALE=scale)
        names = {
            "scikit-learn.joblib": "sklearn", "scikit-learn-intelex.joblib": "sklearnex",
            "lightgbm.txt": "lleaves", "xgboost.ubj": "xgboost",
        }
        for file, module in names.items():
            if module in self.SLOW and not self.has_slow:
                continue
            if (self.models / file).exists() and has_module(self.python, module):
                yield self.peer(
                    "forest alone", f"forest alone, {module}", self.python, "classify.py", self.mosaic.path,
                    self.models / file, f"{module}.tif", outputs=[f"{module}.tif"])

    def stages(self):
        """What follows the classes, each by the peer that is usual for it."""
        raw = self.folder / "out-raw/flight/mask.tif"
        mask, ndvi = self.folder / "out-clean/flight/mask.tif", self.folder / "out-clean/flight/ndvi.tif"
        if has_module(SYSTEM_PYTHON, "osgeo.gdal"):
            yield Contestant(
                "stage", "sieve, gdal_sieve",
                ["gdal_sieve.py", "-q", "-st", SIEVE_PIXELS, "-8", str(raw), "-of", "GTiff", "sieved.tif"],
                self.folder, ["sieved.tif"])
            yield self.peer(
                "stage", "patches, GDAL's polygonize", SYSTEM_PYTHON, "patches.py", mask, "patches.gpkg",
                outputs=["patches.gpkg"])
            cog = "-of COG -co COMPRESS=DEFLATE -co NUM_THREADS=2 -co OVERVIEW_RESAMPLING=MODE".split()
            yield Contestant(
                "stage", "mask COG, gdal_translate", ["gdal_translate", "-q", *cog, str(mask), "cog.tif"],
                self.folder, ["cog.tif"])
        if has_module(self.python, "exactextract"):
            yield self.peer(
                "stage", "field figures, exactextract", self.python, "zones.py", mask, ndvi,
                self.mosaic.fields, "zones.csv", outputs=["zones.csv"])

    def whole(self):
        """Somebody's pipeline from the mosaic to the fields' figures."""
        if self.pipeline:
            names = {"{mosaic}": self.mosaic.path, "{fields}": self.mosaic.fields, "{out}": "out-pipeline"}
            command = [str(names.get(word, word)) for word in self.pipeline.split()]
            yield Contestant("pipeline", "pipeline", command, self.folder, ["out-pipeline"])

    def contestants(self, wanted):
        """Everyone whose work is wanted."""
        self.prepare()
        groups = {
            "floor": self.floors, "rules": self.runs, "forest": self.forests, "stages": self.stages,
            "pipeline": self.whole,
        }
        return [each for name in wanted for each in groups[name]()]


def floor_figures(output):
    """Wall and processor seconds of the last pass that `furrow bench --json` tells of."""
    rows = json.loads(output)
    return {"wall": rows[-1]["wall_s"], "cpu": rows[-1]["cpu_s"]}
