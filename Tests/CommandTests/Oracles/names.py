"""What names files hold, as programs that others wrote read them: {path: [name, ...]}.

Of features the ids of fields, of task data the designators, of a report its
fields, of an overlay its title, of a page all its text; of a folder or an
archive also the paths in it. Run by an interpreter that holds osgeo.
"""
import csv
import html.parser
import io
import json
import os
import sys
import xml.etree.ElementTree as xml
import zipfile
from urllib.parse import unquote

from osgeo import gdal, ogr

gdal.UseExceptions()


class Text(html.parser.HTMLParser):
    """The text of a page."""

    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_data(self, data):
        self.parts.append(data)


def features(path):
    source = ogr.Open(path)
    layers = [source.GetLayer(number) for number in range(source.GetLayerCount())]
    layer = next(layer for layer in layers if layer.GetLayerDefn().GetFieldIndex("field_id") >= 0)
    return sorted({feature["field_id"] for feature in layer if feature["field_id"]})


def table(text):
    rows = csv.DictReader(io.StringIO(text))
    return sorted({row.get("field_id") or row.get("field") for row in rows})


def document(text, folder):
    found = json.loads(text)
    if found.get("type") == "Feature":
        links = [asset["href"] for asset in found["assets"].values()]
        return [found["id"]] + [link for link in links if not os.path.exists(os.path.join(folder, unquote(link)))]
    if "field" in found:
        return [found["field"]]
    return [field["field"] for field in found["fields"]]


def overlay(path):
    page = xml.fromstring(zipfile.ZipFile(path).read("doc.kml"))
    return [each.text for each in page.iter() if each.tag.endswith("name")]


def taskdata(text):
    root = xml.fromstring(text)
    return [each.get(key) for tag, key in (("PFD", "C"), ("TSK", "B")) for each in root.iter(tag)]


def members(path):
    """The files of a folder or an archive with their content."""
    if zipfile.is_zipfile(path):
        archive = zipfile.ZipFile(path)
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
    found = {}
    for folder, _, names in os.walk(path):
        for name in names:
            whole = os.path.join(folder, name)
            found[os.path.relpath(whole, path)] = open(whole, "rb").read()
    return found


def names(path):
    if path.endswith(".kmz"):
        return overlay(path)
    if path.endswith((".gpkg", ".geojson", ".fgb", ".shp")):
        return features(path)
    if path.endswith(".tif") or path.endswith(".png"):
        raster = gdal.Open(path)
        return [os.path.basename(name) for name in raster.GetFileList()]
    if os.path.isdir(path) or path.endswith(".zip"):
        inside = members(path)
        return sorted(inside) + [
            name for file, text in inside.items() if file.upper().endswith("TASKDATA.XML") for name in taskdata(text)]
    text = open(path, encoding="utf-8", newline="").read()
    if path.endswith(".csv"):
        return table(text)
    if path.endswith(".json"):
        return document(text, os.path.dirname(path))
    if path.endswith(".html"):
        page = Text()
        page.feed(text)
        return [" ".join(page.parts)]
    return [text]


print(json.dumps({path: names(path) for path in sys.argv[1:]}))
