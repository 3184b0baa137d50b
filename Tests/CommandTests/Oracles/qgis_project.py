"""Opens the project that a GeoPackage holds in QGIS, as a user would, and tells what it sees.

usage: qgis_project.py PACKAGE NAME SCRATCH_FOLDER

SCRATCH_FOLDER gets the picture of what is shown first and QGIS's own files.
Run by the interpreter that holds PyQGIS. Prints one JSON object.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

PACKAGE, NAME, SCRATCH = sys.argv[1], sys.argv[2], Path(sys.argv[3])
os.environ.update(QT_QPA_PLATFORM="offscreen", HOME=str(SCRATCH), XDG_RUNTIME_DIR=str(SCRATCH))

from qgis.core import (  # noqa: E402
    QgsApplication, QgsMapRendererSequentialJob, QgsMapSettings, QgsProject)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402


def colours(project, nodes):
    """Draws what is shown first on white; the colours of more than a few pixels."""
    settings = QgsMapSettings()
    settings.setLayers([node.layer() for node in nodes if node.isVisible() and node.layer().isSpatial()])
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setOutputSize(QSize(1000, 800))
    settings.setBackgroundColor(QColor(255, 255, 255))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(str(SCRATCH / "project.png"))
    pixels = Counter(image.pixel(x, y) for y in range(image.height()) for x in range(image.width()))
    return sorted(f"#{pixel & 0xffffff:06x}" for pixel, count in pixels.items() if count > 20)


def relation(each):
    """A relation and how many rows belong to the first row of its one side."""
    one = next(each.referencedLayer().getFeatures())
    return {"name": each.name(), "valid": each.isValid(), "rows": len(list(each.getRelatedFeatures(one)))}


def main():
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    storage = QgsApplication.projectStorageRegistry().projectStorageFromType("geopackage")
    names = storage.listProjects(f"geopackage:{PACKAGE}")
    opened = project.read(f"geopackage:{PACKAGE}?projectName={NAME}")
    nodes = project.layerTreeRoot().findLayers()
    seen = {
        "names": names,
        "opened": opened,
        "title": project.title(),
        "crs": project.crs().authid(),
        "layers": [{"group": node.parent().name(), "title": node.name(), "valid": node.layer().isValid(),
                    "shown": node.isVisible(), "count": node.layer().featureCount(),
                    "crs": node.layer().crs().authid() if node.layer().isSpatial() else "",
                    "labels": node.layer().labelsEnabled()} for node in nodes],
        "relations": sorted((relation(each) for each in project.relationManager().relations().values()),
                            key=lambda each: each["name"]),
        "colours": colours(project, nodes),
    }
    print(json.dumps(seen))
    del nodes
    project.clear()
    application.exitQgis()


main()
