"""Opens a raster of values in QGIS, as a user would, and tells how its style draws it.

usage: qgis_values.py RASTER SCRATCH_FOLDER

Run by the interpreter that holds PyQGIS. Prints one JSON object.
"""

import json
import os
import sys

os.environ.update(QT_QPA_PLATFORM="offscreen", HOME=sys.argv[2], XDG_RUNTIME_DIR=sys.argv[2])

from qgis.core import (  # noqa: E402
    QgsApplication, QgsMapRendererSequentialJob, QgsMapSettings, QgsRasterLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402


def look():
    """The renderer, and every pixel's value beside the colour in which it is drawn."""
    layer = QgsRasterLayer(sys.argv[1], "values")
    assert layer.isValid()
    renderer = layer.renderer()
    function = renderer.shader().rasterShaderFunction()
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(layer.width(), layer.height()))
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    block = layer.dataProvider().block(1, layer.extent(), layer.width(), layer.height())
    row = layer.height() // 2
    drawn = [
        {"value": None if block.isNoData(row, column) else block.value(row, column),
         "pixel": image.pixelColor(column, row).getRgb()}
        for column in range(0, layer.width(), 7)
    ]
    return {
        "renderer": renderer.type(),
        "low": renderer.classificationMin(),
        "high": renderer.classificationMax(),
        "items": [{"value": item.value, "color": item.color.name(), "label": item.label}
                  for item in function.colorRampItemList()],
        "drawn": drawn,
    }


application = QgsApplication([], False)
application.initQgis()
seen = look()
application.exitQgis()
print(json.dumps(seen))
