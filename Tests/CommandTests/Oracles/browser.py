"""Opens a report in headless Chromium, as a user would, and tells what it shows.

usage: browser.py REPORT SCRATCH_FOLDER

Every request that would leave for the network goes to a closed port and is
taken from Chromium's own log. Run by an interpreter that holds GDAL's module,
which reads the pictures. Prints one JSON object.
"""

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import numpy as np
from osgeo import gdal

gdal.UseExceptions()

REPORT, SCRATCH = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
QUIET = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-extensions", "--disable-domain-reliability", "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>", "--virtual-time-budget=4000", "--enable-logging=stderr",
]

# A window can't be as narrow as a telephone, a frame can.
FRAME = """<!doctype html><meta charset="utf-8"><style>body {{ margin: 0 }}</style>
<iframe id="page" src="{source}" style="border: 0; width: {width}px; height: 1600px"></iframe>
<pre id="measured" hidden></pre>
<script>
document.getElementById("page").addEventListener("load", event => {{
  const page = event.target.contentDocument, root = page.documentElement;
  document.getElementById("measured").textContent = JSON.stringify({{
    width: root.clientWidth,
    scrollWidth: root.scrollWidth,
    broken: [...page.images].filter(image => !image.complete || !image.naturalWidth).length,
    controls: !(page.getElementById("controls") ?? {{ hidden: true }}).hidden,
  }});
}});
</script>
"""


def chromium(page, name, *options):
    """Runs Chromium on a page: its output, what the page's console says, and the requests it made."""
    log = SCRATCH / f"{name}.net.json"
    ending = subprocess.run(
        ["chromium", *QUIET, f"--user-data-dir={SCRATCH / name}", f"--log-net-log={log}", *options,
         Path(page).as_uri()],
        check=True, capture_output=True, text=True, timeout=120)
    return {
        "output": ending.stdout,
        "console": [line for line in ending.stderr.splitlines() if "CONSOLE" in line],
        "requests": requests(log),
    }


def requests(log):
    """The addresses that pages asked for, by a network log."""
    text = log.read_text().rstrip().rstrip(",")
    try:
        record = json.loads(text)
    except json.JSONDecodeError:
        record = json.loads(text + "]}")
    started = record["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    asked = [event["params"] for event in record["events"]
             if event["type"] == started and "url" in event.get("params", {})]
    # Chromium's own errands have no page as their origin.
    return sorted({each["url"] for each in asked if each["initiator"] != "not an origin"})


def picture(path, width):
    """How many colours the left of a picture has, and the share of the commonest."""
    raster = gdal.Open(str(path))
    red, green, blue = (raster.GetRasterBand(band).ReadAsArray(0, 0, width, raster.RasterYSize).astype(int)
                        for band in (1, 2, 3))
    counts = np.unique(red << 16 | green << 8 | blue, return_counts=True)[1]
    return {"colours": counts.size, "commonest": counts.max() / counts.sum()}


def shown(page, width):
    """What a page in a frame of a width looks like, how it fits and what it asks for."""
    name = f"{page.stem}-{width}"
    frame, shot = SCRATCH / f"{name}.html", SCRATCH / f"{name}.png"
    frame.write_text(FRAME.format(source=page.as_uri(), width=width))
    seen = chromium(frame, name, "--dump-dom", f"--screenshot={shot}", "--allow-file-access-from-files",
                    "--window-size=1200,1600")
    figures = re.search(r'<pre id="measured"[^>]*>(.*?)</pre>', seen["output"], re.DOTALL)
    return {**json.loads(unescape(figures[1])), **picture(shot, width),
            "console": seen["console"], "requests": seen["requests"]}


def printed():
    """The report on paper."""
    path = SCRATCH / "report.pdf"
    chromium(REPORT, "print", f"--print-to-pdf={path}", "--no-pdf-header-footer")
    data = path.read_bytes()
    assert data.startswith(b"%PDF-"), "what Chromium printed is no PDF"
    return len(re.findall(rb"/Type\s*/Page\b", data))


def control():
    """A page that has what the report must not have: it asks, is too wide, shows nothing and fails."""
    page = SCRATCH / "control.html"
    page.write_text(
        '<!doctype html><div style="width: 900px; height: 1px"></div><p id="controls" hidden></p>'
        '<img src="http://192.0.2.1/picture.png"><script>throw new Error("on purpose")</script>')
    return shown(page, 400)


def main():
    """Prints what Chromium shows."""
    dom = chromium(REPORT, "dom", "--dump-dom")
    print(json.dumps({
        "dom": dom["output"], "console": dom["console"], "requests": dom["requests"],
        "wide": shown(REPORT, 1200), "narrow": shown(REPORT, 400), "pages": printed(),
        "control": control()}))


if __name__ == "__main__":
    main()
