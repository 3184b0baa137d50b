#!/usr/bin/python3
"""Many flights, two schedulers, kills at any moment; then what there must be, and nothing else.

    python3 Tests/Soak/soak.py .build/release/furrow [--flights 200] [--seed 1] [--work FOLDER]

One flight in ten is broken, each in another way. Flights arrive in pieces while two processes
call `furrow run` again and again and are killed with SIGKILL at random moments. In the end every
good flight must be there once with the bytes of an undisturbed run, every broken one must have its
reason, and nothing else may lie on the disk.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import verdict
from flights import breakages, simulate, upload

JOB = """\
version: 1
name: soak
flights:
  watch: [incoming]
  settle: 2s
fields: {{file: fields.gpkg}}
sensor: {{profile: micasense-rededge-m, scale: 32768, nodata: {{value: 0, rule: all}}}}
indices: {{report: [ndvi, exg]}}
legend:
  - {{code: 0, name: soil, color: "#96785a", kind: stuff, group: soil}}
  - {{code: 1, name: plant, color: "#3ca03c", kind: thing, group: crop}}
segment:
  rules:
    - {{class: plant, when: "exg > otsu"}}
  otherwise: soil
cleaning:
  - sieve: {{smaller_than_m2: 0.002}}
outputs: {{folder: {output}, confidence: true}}
processing: {{threads: 1, tile_size: 64}}
"""


class Scheduler(threading.Thread):
    """Calls `furrow run` again and again until told to end, and once more then."""

    def __init__(self, command, log):
        super().__init__()
        self.command, self.log = command, log
        self.process = None
        self.ending = threading.Event()
        self.codes = []

    def run(self):
        while True:
            isLast = self.ending.is_set()
            with open(self.log, "a") as log:
                self.process = subprocess.Popen(self.command, stdout=log, stderr=log)
                self.codes.append(self.process.wait())
            if isLast and self.codes[-1] >= 0:
                return
            time.sleep(0.05)

    def kill(self):
        process = self.process
        if process and process.poll() is None:
            process.send_signal(signal.SIGKILL)
            return True
        return False


def make_flights(furrow, folder, count, rng):
    """Good and broken mosaics by name; the broken ones with how they were broken."""
    ways = breakages()
    broken = {}
    folder.mkdir(parents=True)
    for number in range(count):
        name = f"farm{number:03d}_2026-{5 + number // 90:02d}-{1 + number % 28:02d}"
        mosaic = simulate(furrow, folder, name, seed=number + 1)
        if number:
            (folder / f"{name}.fields.gpkg").unlink()
        if number % 10 == 7:
            way = ways[number // 10 % len(ways)]
            way.apply(mosaic, rng)
            broken[name] = way
    shutil.move(next(folder.glob("*.fields.gpkg")), folder.parent / "fields.gpkg")
    return broken


def disturb(schedulers, arrivals, kill_count, rng):
    """Lets flights arrive and kills a scheduler now and then; returns how often."""
    kills = 0
    arrivals.start()
    while arrivals.is_alive() or kills < kill_count:
        time.sleep(rng.uniform(0.05, 1.0))
        kills += rng.choice(schedulers).kill()
    return kills


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("furrow", type=Path)
    parser.add_argument("--flights", type=int, default=200)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    furrow, rng = str(options.furrow.resolve()), random.Random(options.seed)
    work = options.work or Path(tempfile.mkdtemp(prefix="furrow-soak-"))
    work.mkdir(parents=True, exist_ok=True)

    broken = make_flights(furrow, work / "made", options.flights, rng)
    flights = sorted((work / "made").glob("*.tif"))
    rng.shuffle(flights)
    (work / "incoming").mkdir()
    job, plain = work / "soak.yaml", work / "plain.yaml"
    job.write_text(JOB.format(output="results"))
    plain.write_text(JOB.format(output="plain").replace("watch: [incoming]", "folder: made").replace(
        "  settle: 2s\n", ""))

    began = time.monotonic()
    schedulers = [Scheduler([furrow, "run", str(job)], work / f"scheduler-{n}.log") for n in (1, 2)]
    arrivals = threading.Thread(
        target=lambda: [upload(f, work / "incoming" / f.name, rng, time.sleep) for f in flights])
    for scheduler in schedulers:
        scheduler.start()
    kills = disturb(schedulers, arrivals, options.kills, rng)
    time.sleep(2.5)
    for scheduler in schedulers:
        scheduler.ending.set()
    for scheduler in schedulers:
        scheduler.join()
    disturbed = time.monotonic() - began

    began = time.monotonic()
    subprocess.run([furrow, "run", str(plain)], capture_output=True)
    undisturbed = time.monotonic() - began

    problems = verdict.problems(
        furrow, job, work / "results", work / "plain", {f.stem for f in flights}, broken)
    figures = {
        "flights": len(flights), "broken": len(broken), "kills": kills,
        "calls": sum(len(s.codes) for s in schedulers), "last_codes": [s.codes[-1] for s in schedulers],
        "seconds": round(disturbed, 1), "undisturbed_seconds": round(undisturbed, 1),
        "problems": problems,
    }
    print(json.dumps(figures, indent=2))
    if not problems and not options.work:
        shutil.rmtree(work)
    elif problems:
        print(f"everything is kept in {work}", file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = "1"
    main()
