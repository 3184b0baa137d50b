"""Walks through a site in headless Chromium with mouse and keyboard and tells what it saw.

usage: site.py SITE_FOLDER SCRATCH_FOLDER

The site is opened from its folder and from a web server on loopback. Chromium
is driven by its DevTools protocol over a pipe. Everything else than loopback is
sent to a closed port, and every request is noted. Prints one JSON object; the
pictures of the pages lie in the scratch folder.
"""

import base64
import functools
import http.server
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

SITE, SCRATCH = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
OPTIONS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-extensions", "--disable-domain-reliability", "--proxy-server=127.0.0.1:9",
    "--remote-debugging-pipe",
]
PATIENCE = 30


class Browser:
    """Chromium at the other end of two pipes: one object of JSON after another, each ended by a null."""

    def __init__(self, port):
        to_read, to_write = os.pipe(), os.pipe()

        def wire():
            # Both ends move out of the way of 3 and 4 before they take those numbers.
            ends = [os.dup2(to_read[0], 30), os.dup2(to_write[1], 31)]
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            ["chromium", *OPTIONS, f"--proxy-bypass-list=<-loopback>;127.0.0.1:{port}",
             f"--user-data-dir={SCRATCH / 'profile'}", "about:blank"],
            preexec_fn=wire, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_read[0])
        os.close(to_write[1])
        self.output, self.input = to_read[1], to_write[0]
        self.buffer, self.number, self.events = b"", 0, []

    def send(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.input, 1 << 20)
            if not piece:
                raise RuntimeError("Chromium has gone")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def close(self):
        try:
            self.send("Browser.close")
        except (RuntimeError, OSError):
            self.process.kill()
        self.process.wait(PATIENCE)


class Page:
    """A page of the browser."""

    def __init__(self, browser, address, width=1200, height=900, scheme="light"):
        self.browser = browser
        browser.events.clear()
        target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
            self.send(f"{domain}.enable")
        self.size(width, height)
        self.send("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.send("Page.navigate", url=address)
        self.until("document.readyState === 'complete'")

    def send(self, method, **parameters):
        return self.browser.send(method, self.session, **parameters)

    def size(self, width, height):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=False)

    def ask(self, expression):
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def until(self, condition):
        end = time.monotonic() + PATIENCE
        while not self.ask(condition):
            if time.monotonic() > end:
                raise TimeoutError(condition)
            time.sleep(0.05)

    def text(self, selector):
        return self.ask(f"document.querySelector({json.dumps(selector)})?.innerText ?? null")

    def click(self, x, y):
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def click_on(self, selector):
        self.ask(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        self.click(*self.ask(
            f"(() => {{ const box = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"))

    def press(self, key, code):
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def shot(self, name):
        height = self.ask("document.documentElement.scrollHeight")
        picture = self.send("Page.captureScreenshot", captureBeyondViewport=True, clip={
            "x": 0, "y": 0, "width": self.ask("innerWidth"), "height": height, "scale": 1})
        (SCRATCH / f"{name}.png").write_bytes(base64.b64decode(picture["data"]))

    def tiles(self, layer):
        """Waits for the tiles of a layer: how many there are, and how many show something."""
        tiles = f"[...document.querySelectorAll('img.leaflet-tile')].filter(tile => tile.src.includes('/{layer}/'))"
        self.until(f"{tiles}.length > 0 && {tiles}.every(tile => tile.complete)")
        return {"count": self.ask(f"{tiles}.length"),
                "loaded": self.ask(f"{tiles}.filter(tile => tile.naturalWidth === 256).length"),
                "flights": self.ask(f"[...new Set({tiles}.map(tile => tile.src.split('/flights/')[1].split('/')[0]))]")}

    def noted(self):
        """The addresses that the page asked for, and what it complained about."""
        self.ask("1")
        addresses, complaints = [], []
        for event in self.browser.events:
            if event.get("sessionId") != self.session:
                continue
            parameters = event.get("params", {})
            if event["method"] == "Network.requestWillBeSent":
                addresses.append(parameters["request"]["url"])
            elif event["method"] == "Runtime.exceptionThrown":
                complaints.append(parameters["exceptionDetails"]["text"])
            elif event["method"] == "Log.entryAdded" and parameters["entry"]["level"] == "error":
                complaints.append(parameters["entry"]["text"] + " " + parameters["entry"].get("url", ""))
        return addresses, complaints


# The least contrast of words with what is behind them, by WCAG 2.1.
CONTRAST = """(() => {
  const parse = color => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = element => { for (let e = element; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c[3] === undefined || c[3] > .9) return c; } return [255, 255, 255]; };
  let worst = [99, ''];
  document.querySelectorAll('body *').forEach(e => {
    if (!e.checkVisibility() || !e.getClientRects().length || e.disabled || e.closest('svg, .leaflet-disabled')) return;
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) return;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < worst[0]) worst = [ratio, e.tagName + ' ' + e.className + ' ' + e.textContent.slice(0, 40)];
  });
  return {ratio: worst[0], where: worst[1]};
})()"""

FIELD_ON_MAP = """(() => {
  const site = window.furrowSite, field = site.fields[%d], ring = field.outline[0][0];
  const [x, y] = ring.reduce(([a, b], [c, d]) => [a + c / ring.length, b + d / ring.length], [0, 0]);
  const place = furrow.map.map.latLngToContainerPoint([y, x]);
  document.getElementById('map').scrollIntoView({block: 'center'});
  const box = document.getElementById('map').getBoundingClientRect();
  return {id: field.id, key: field.key, x: box.x + place.x, y: box.y + place.y};
})()"""


def walk(browser, address):
    """Looks, clicks and types as a reader would."""
    page = Page(browser, address)
    seen = {"first": page.tiles("mask")}
    page.until("document.querySelectorAll('#fields tbody tr').length > 0")
    seen["rows"] = page.ask("document.querySelectorAll('#fields tbody tr').length")
    seen["fields"] = page.ask("[...document.querySelectorAll('#fields tbody th bdi')].map(each => each.textContent)")
    seen["last_day"] = page.text("#day-name")
    seen["legend"] = page.ask("[...document.querySelectorAll('#legend li')].map(each => each.textContent)")
    seen["downloads"] = page.ask("[...document.querySelectorAll('#files a')].map(each => each.getAttribute('href'))")

    field = page.ask(FIELD_ON_MAP % 0)
    page.click(field["x"], field["y"])
    page.until("document.querySelector('.leaflet-tooltip') !== null")
    seen["tooltip"] = page.ask("document.querySelector('.leaflet-tooltip').textContent")
    page.until("document.querySelector('#field-body .chart') !== null")
    seen["chosen"] = {
        "id": field["id"], "heading": page.text("#field-name"), "said": page.text("#field-said"),
        "classes": page.ask("[...document.querySelectorAll('#classes tbody tr')].map(row =>"
                            " [...row.cells].map(cell => cell.textContent))"),
        "curve": page.ask("document.querySelector('.chart').getAttribute('aria-label')"),
        "points": page.ask("document.querySelectorAll('.chart .dot').length"),
        "pressed": page.ask("[...document.querySelectorAll('#fields [aria-pressed=true]')].map(each => each.textContent)"),
    }
    seen["days"] = by_keyboard(page)
    page.click_on("input[name=layer][value='']")
    page.until("document.querySelectorAll('img.leaflet-tile').length === 0")
    other = page.ask("[...document.querySelectorAll('input[name=layer]')].map(each => each.value)"
                     ".find(each => each && each !== 'mask') ?? null")
    seen["other_layer"] = {"name": other, "tiles": None}
    if other:
        page.click_on(f"input[name=layer][value='{other}']")
        seen["other_layer"]["tiles"] = page.tiles(other)
        seen["other_layer"]["legend"] = page.text("#legend")
    page.click_on("input[name=layer][value=mask]")
    page.tiles("mask")
    page.ask("document.getElementById('strength').focus()")
    page.press("Home", 36)
    seen["strength"] = page.ask("getComputedStyle(document.querySelector('.leaflet-tile-pane .leaflet-layer')).opacity")
    paths = "document.querySelectorAll('#map path.outline').length"
    seen["outlines"] = [page.ask(paths)]
    page.click_on("#outlines")
    seen["outlines"].append(page.ask(paths))
    page.click_on("#outlines")
    seen["in_table"] = in_table(page)
    seen["stops"] = stops(page)
    seen["unnamed"] = unnamed(page)
    seen["title"] = page.ask("document.title")
    seen["foreign"] = page.ask("[...document.querySelectorAll('body script:not([src]), iframe, object, embed, a[href^=javascript],"
                               " img:not(.leaflet-tile)')].map(each => each.outerHTML)")
    addresses, seen["complaints"] = page.noted()
    root = address.rsplit("/", 1)[0]
    seen["requests"] = len(addresses)
    seen["outside"] = sorted({each for each in addresses if not each.startswith((root, "data:"))})
    return seen


def by_keyboard(page):
    """Moves the slider with the arrow keys, to the first day and one on."""
    days = []
    page.ask("document.getElementById('day').focus()")
    for key, code in [("Home", 36), ("ArrowRight", 39)]:
        page.press(key, code)
        tiles = page.tiles("mask")
        days.append({"day": page.text("#day-name"), "spoken": page.ask(
            "document.getElementById('day').getAttribute('aria-valuetext')"),
            "said": page.text("#field-said"), "flights": tiles["flights"], "loaded": tiles["loaded"]})
    return days


def in_table(page):
    """Chooses the last field of the table with the keyboard alone, then sorts and seeks."""
    page.ask("[...document.querySelectorAll('#fields tbody button')].at(-1).focus()")
    page.press("Enter", 13)
    wanted = page.ask("document.activeElement.textContent")
    page.until(f"document.getElementById('field-said').textContent.includes({json.dumps(wanted)})")
    kept = page.ask("document.activeElement.textContent") == wanted
    page.click_on("#fields thead th:nth-child(3) button")
    areas = page.ask("[...document.querySelectorAll('#fields tbody tr')].map(row => Number(row.cells[2].textContent))")
    page.ask("document.getElementById('find').focus()")
    page.send("Input.insertText", text=wanted)
    rows = page.ask("document.querySelectorAll('#fields tbody tr').length")
    return {"wanted": wanted, "heading": page.text("#field-name"), "keeps_focus": kept,
            "sorted": areas == sorted(areas), "found": rows}


def stops(page):
    """Where the Tab key goes from the top of the page."""
    page.ask("document.activeElement.blur(); scrollTo(0, 0)")
    page.send("Runtime.evaluate", expression="document.querySelector('.skip').focus()")
    found = []
    for _ in range(40):
        found.append(page.ask("document.activeElement.id || document.activeElement.name"
                              " || document.activeElement.className || document.activeElement.tagName"))
        page.press("Tab", 9)
    return found


def unnamed(page):
    """What can be operated but has no name in the accessibility tree; and the landmarks."""
    nodes = page.send("Accessibility.getFullAXTree")["nodes"]
    operable = {"button", "slider", "checkbox", "radio", "link", "combobox", "searchbox", "textbox"}
    missing = [node["role"]["value"] for node in nodes
               if not node.get("ignored") and node.get("role", {}).get("value") in operable
               and not node.get("name", {}).get("value", "").strip()]
    roles = {node.get("role", {}).get("value") for node in nodes if not node.get("ignored")}
    return {"operable": missing, "landmarks": sorted(roles & {"banner", "main", "contentinfo", "region"})}


def looks(browser, address):
    """How the page fits and contrasts, wide and narrow, light and dark; with pictures."""
    found = {}
    for scheme in ("light", "dark"):
        for width in (1200, 400):
            page = Page(browser, address, width, 900, scheme)
            page.tiles("mask")
            page.until("document.querySelectorAll('#fields tbody tr').length > 0")
            page.click_on("#fields tbody button")
            page.until("document.querySelector('#field-body .chart') !== null")
            page.ask("scrollTo(0, 0)")
            time.sleep(0.4)
            found[f"{scheme}_{width}"] = {
                "overflow": page.ask("document.documentElement.scrollWidth - innerWidth"),
                **page.ask(CONTRAST)}
            page.shot(f"{scheme}-{width}")
    return found


def control(browser):
    """A page that has what the site must not have: it asks elsewhere, complains and is hard to read."""
    path = SCRATCH / "control.html"
    path.write_text('<!doctype html><img src="http://192.0.2.1/picture.png"><button></button>'
                    '<p style="color: #ccc; background: #fff">hardly to be read</p><script>throw new Error("on purpose")</script>')
    page = Page(browser, path.as_uri())
    addresses, complaints = page.noted()
    return {"outside": [each for each in addresses if not each.startswith("file:")], "complaints": complaints,
            "unnamed": unnamed(page)["operable"], **page.ask(CONTRAST)}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def main():
    """Prints what was seen."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    browser = Browser(server.server_port)
    try:
        print(json.dumps({
            "folder": walk(browser, (SITE / "index.html").as_uri()),
            "server": walk(browser, f"http://127.0.0.1:{server.server_port}/index.html"),
            "looks": looks(browser, (SITE / "index.html").as_uri()),
            "control": control(browser)}))
    finally:
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
