"""What must be on the disk and in the catalog after a soak."""

import re
import sqlite3
import subprocess

CATALOG = {"catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm"}


def problems(furrow, job, results, plain, names, broken):
    """Everything that is not as it must be, a sentence each."""
    good = names - set(broken)
    database = sqlite3.connect(f"file:{results / 'catalog.sqlite'}?mode=ro", uri=True)
    return [
        *disk_problems(results, good),
        *byte_problems(results, plain, good),
        *row_problems(database, good),
        *reason_problems(database, broken),
        *check_problems(furrow, job, database),
    ]


def disk_problems(results, good):
    """Files that nobody asked for, and flights without a folder."""
    entries = {entry.name for entry in results.iterdir()}
    yield from (f"{name} has no folder of results" for name in sorted(good - entries))
    for name in sorted(entries - good - CATALOG - {".furrow"}):
        yield f"'{name}' lies in the output folder and is no good flight's"
    for left in sorted((results / ".furrow").rglob("*")):
        if left.suffix != ".lock":
            yield f"'{left.relative_to(results)}' was left in the working folder"
    for left in sorted(results.rglob("*.partial")):
        yield f"'{left.relative_to(results)}' was left"


def byte_problems(results, plain, good):
    """Differences from a run that nobody disturbed."""
    for name in sorted(good):
        here, there = files(results / name), files(plain / name)
        if here.keys() != there.keys():
            yield f"{name} has the files {sorted(here)}, undisturbed {sorted(there)}"
        yield from (f"{name}/{file} differs" for file in sorted(here.keys() & there.keys())
                    if here[file] != there[file])


def files(folder):
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def row_problems(database, good):
    """Good flights that are not done exactly once."""
    done = dict(database.execute(
        "SELECT name, count(*) FROM run JOIN flight ON flight.id = flight_id WHERE state = 'done' GROUP BY name"))
    yield from (f"{name} is done {done.get(name, 0)} times" for name in sorted(good) if done.get(name) != 1)
    yield from (f"{name} is done and must not be" for name in sorted(done.keys() - good))


def reason_problems(database, broken):
    """Broken flights without a reason that fits."""
    rows = {name: (state, reason or "") for name, state, reason in database.execute(
        "SELECT flight, state, reason FROM v_queue")}
    for name, way in sorted(broken.items()):
        state, reason = rows.get(name, ("missing", ""))
        if state not in ("failed", "quarantined") or not reason:
            yield f"{name} ({way.name}) is {state} with the reason '{reason}'"
        elif not re.search(way.word, reason):
            yield f"{name} ({way.name}) has the reason '{reason}', which does not name '{way.word}'"


def check_problems(furrow, job, database):
    """What the database's and the program's own checks find."""
    for (answer,) in database.execute("PRAGMA integrity_check"):
        if answer != "ok":
            yield f"integrity_check: {answer}"
    for row in database.execute("PRAGMA foreign_key_check"):
        yield f"foreign_key_check: {row}"
    check = subprocess.run([furrow, "check", "--job", job], capture_output=True, text=True)
    if check.returncode != 0:
        yield f"furrow check ended with {check.returncode}: {check.stdout}{check.stderr}"
