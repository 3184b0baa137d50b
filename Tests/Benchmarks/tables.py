"""Tables in Markdown of what was measured."""

import platform
import subprocess
from collections import defaultdict
from statistics import median

BEGIN, END = "<!-- begin: make bench -->", "<!-- end: make bench -->"
# More of the machine than this in others' hands makes wall times too long.
BUSY = 0.3
ONE_THREAD = "furrow run, rules, one thread"
PARTS = ["indices", "sieve", "patches", "field figures", "mask COG"]
VERSIONS = """
import importlib.metadata as m
for each in ("rasterio", "exactextract", "scikit-learn", "scikit-learn-intelex", "lightgbm", "lleaves", "xgboost"):
    try: print(each, m.version(each))
    except m.PackageNotFoundError: pass
"""


def medians(records):
    """The median of each figure by size and name, and the number of rounds."""
    groups = defaultdict(list)
    for record in records:
        groups[record["size"], record["name"]].append(record)
    table = defaultdict(dict)
    for (size, name), group in groups.items():
        figures = {key: median(each[key] for each in group) for key in ("wall", "cpu", "peak", "others")}
        table[size][name] = figures | {"work": group[0]["work"], "rounds": len(group)}
    return table


def starting(rows, start):
    """The figures of names that begin so."""
    return [figures for name, figures in rows.items() if name.startswith(start)]


def floor(rows):
    """The shortest wall time of the peers' floors."""
    found = [rows[name] for name in ("floor, rasterio", "floor, gdal") if name in rows]
    return min(found or starting(rows, "floor"), key=lambda each: each["wall"], default=None)


def best_parts(rows):
    """The best peer of each stage, one after another; nothing where a stage has none."""
    stages = [min(starting(rows, "forest alone"), key=lambda each: each["cpu"], default=None)]
    for part in PARTS:
        stages.append(min(starting(rows, part), key=lambda each: each["cpu"], default=None))
    if None in stages:
        return None
    total = {key: sum(each[key] for each in stages) for key in ("wall", "cpu")}
    return total | {
        "peak": max(each["peak"] for each in stages), "others": max(each["others"] for each in stages),
        "work": "parts", "rounds": min(each["rounds"] for each in stages)}


def peer(rows, figures):
    """What a run of Furrow is held against."""
    if figures["work"] == "rules and indices":
        return rows.get("indices, rasterio ZSTD")
    if figures["work"] in ("forest", "same trees"):
        return rows.get("pipeline") or rows.get("best parts put together")
    return None


def ratio(own, other, key):
    """A ratio of two figures in text."""
    return f"{own[key] / other[key]:.2f}" if own and other and other[key] else "–"


def line(size, name, figures, rows):
    """A row of the table of figures."""
    mark = "*" if figures["others"] > BUSY else ""
    other = peer(rows, figures)
    cells = [
        str(size), name, f"{figures['wall']:.2f}{mark}", f"{figures['cpu']:.2f}", f"{figures['peak']:.0f}",
        f"{size * size / 1e6 / figures['wall']:.1f}", ratio(figures, floor(rows), "wall"),
        ratio(figures, other, "wall"), ratio(figures, other, "cpu"),
    ]
    return "| " + " | ".join(cells) + " |"


def figure_table(table):
    """All medians."""
    yield "| side, px | what | wall, s | CPU, s | peak, MiB | Mpx/s | wall / floor | wall / best peer | CPU / best peer |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for size, rows in sorted(table.items()):
        for name, figures in rows.items():
            yield line(size, name, figures, rows)


def aim(name, wanted, values, is_met):
    """A row of the table of aims; values by size."""
    values = {size: value for size, value in values.items() if value is not None}
    if not values:
        return
    shown = ", ".join(f"{value:.2f} at {size}" for size, value in sorted(values.items()))
    yield f"| {name} | {wanted} | {shown} | {'yes' if all(map(is_met, values.values())) else 'no'} |"


def quotient(table, top, bottom, key):
    """The quotient of two figures at each size."""
    found = {}
    for size, rows in table.items():
        above, below = top(rows), bottom(rows)
        if above and below:
            found[size] = above[key] / below[key]
    return found


def aim_table(table, valid):
    """Where the aims are met."""
    def named(name):
        return lambda rows: rows.get(name)

    yield "| aim | wanted | measured | met |"
    yield "|---|---|---|---|"
    rules, forest = named("furrow run, rules"), named("furrow run, forest")
    yield from aim("rules: wall / floor", "≤ 1.6", quotient(table, rules, floor, "wall"), lambda v: v <= 1.6)
    yield from aim(
        "forest: CPU / pipeline", "≤ 0.2", quotient(table, forest, named("pipeline"), "cpu"), lambda v: v <= 0.2)
    yield from aim(
        "forest: CPU / best parts put together", "≤ 0.25",
        quotient(table, forest, named("best parts put together"), "cpu"), lambda v: v <= 0.25)
    yield from aim(
        "rules and four index rasters: rasterio ZSTD's wall / ours", "≥ 1.5",
        quotient(table, named("indices, rasterio ZSTD"), named("furrow run, rules and indices"), "wall"),
        lambda v: v >= 1.5)
    def added(rows):
        """What index rasters add to a run."""
        whole, plain = rows.get("furrow run, rules and indices"), rules(rows)
        return whole and plain and {"wall": max(whole["wall"] - plain["wall"], 1e-3)}

    yield from aim(
        "index rasters alone: rasterio ZSTD's wall / what they add to ours", "≥ 1.5",
        quotient(table, named("indices, rasterio ZSTD"), added, "wall"), lambda v: v >= 1.5)
    peaks = {size: rules(rows)["peak"] for size, rows in table.items() if rules(rows)}
    yield from aim("rules: peak, MiB", "< 700", peaks, lambda v: v < 700)
    sizes = sorted(peaks)
    if len(sizes) > 1:
        yield from aim(
            f"rules: peak / peak at {sizes[-2]}", "≤ 1.1", {sizes[-1]: peaks[sizes[-1]] / peaks[sizes[-2]]},
            lambda v: v <= 1.1)
        pixels = {size: rules(table[size])["wall"] / valid[size] for size in sizes if valid.get(size)}
        if sizes[0] in pixels and sizes[-1] in pixels:
            yield from aim(
                f"rules: wall a valid pixel / at {sizes[0]}", "≤ 1.1",
                {sizes[-1]: pixels[sizes[-1]] / pixels[sizes[0]]}, lambda v: v <= 1.1)
    yield from aim(
        "rules: one thread's wall / two threads'", "≥ 1.85", quotient(table, named(ONE_THREAD), rules, "wall"),
        lambda v: v >= 1.85)


def machine(furrow, python, load):
    """What it was measured on and with."""
    def said(*command):
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

    model = [each.split(":", 1)[1].strip() for each in said("lscpu").splitlines() if each.startswith("Model name")]
    cores = said("nproc")
    memory = int(said("sh", "-c", "sed -n 's/^MemTotal: *\\([0-9]*\\).*/\\1/p' /proc/meminfo") or 0) / 2**20
    versions = [f"furrow {said(furrow, '--version')}", said("gdalinfo", "--version").split(",")[0]]
    if python:
        versions += said(python, "-c", VERSIONS).splitlines()
    return (
        f"{(model or [platform.machine()])[0]}, {cores} cores, {memory:.0f} GiB; {'; '.join(filter(None, versions))}; "
        f"load before: {load:.2f}.")


def report(data, furrow, python):
    """The whole text between the marks."""
    table = medians(data["records"])
    for rows in table.values():
        parts = best_parts(rows)
        if parts:
            rows["best parts put together"] = parts
    valid = {int(size): count for size, count in data["valid"].items()}
    rounds = {figures["rounds"] for rows in table.values() for figures in rows.values()}
    text = [machine(furrow, python, data["load"]), ""]
    text.append(
        f"Medians of {'/'.join(map(str, sorted(rounds)))} rounds. * marks wall times while others used more than "
        f"{BUSY} processors. Valid pixels: "
        + ", ".join(f"{count / 1e6:.1f} million at {size}" for size, count in valid.items() if count) + ".")
    if data["accuracy"]:
        shares = ", ".join(f"{model} {share:.4f}" for model, share in data["accuracy"].items())
        text.append(f"Accuracy at the test points before cleaning: {shares}.")
    text += ["", *aim_table(table, valid), "", *figure_table(table)]
    return "\n".join(text)


def page_with(page, text):
    """A page with the text between its marks."""
    head, rest = page.split(BEGIN, 1)
    tail = rest.split(END, 1)[1]
    return f"{head}{BEGIN}\n\n{text}\n\n{END}{tail}"
