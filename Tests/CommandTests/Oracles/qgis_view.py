"""Opens the results of one flight in QGIS, as a user would, and tells what it sees.

usage: qgis_view.py RESULTS_FOLDER SCRATCH_FOLDER

RESULTS_FOLDER holds mask.tif with its style and results.gpkg; SCRATCH_FOLDER
gets pictures and QGIS's own files. Run by the interpreter that holds PyQGIS.
Prints one JSON object.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

RESULTS, SCRATCH = Path(sys.argv[1]), Path(sys.argv[2])
os.environ.update(QT_QPA_PLATFORM="offscreen", HOME=str(SCRATCH), XDG_RUNTIME_DIR=str(SCRATCH))

from qgis.analysis import QgsNativeAlgorithms  # noqa: E402
from qgis.core import (  # noqa: E402
    QgsApplication, QgsMapRendererSequentialJob, QgsMapSettings, QgsProcessingContext,
    QgsProcessingFeedback, QgsRasterLayer, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402


def raster(layer):
    """What QGIS makes of the mask and of the style beside it."""
    provider, renderer = layer.dataProvider(), layer.renderer()
    return {
        "crs": layer.crs().authid(),
        "width": layer.width(),
        "height": layer.height(),
        "nodata": provider.sourceNoDataValue(1) if provider.sourceHasNoDataValue(1) else None,
        "renderer": renderer.type(),
        "classes": [{"code": int(entry.value), "name": entry.label, "color": entry.color.name()}
                    for entry in renderer.classes()],
    }


def vectors(layer):
    """What QGIS makes of one layer and of the style in its package."""
    renderer = layer.renderer()
    classes = renderer.categories() if renderer.type() == "categorizedSymbol" else []
    return {
        "crs": layer.crs().authid(),
        "count": layer.featureCount(),
        "renderer": renderer.type(),
        "attribute": renderer.classAttribute() if classes else None,
        "categories": [{"value": each.value(), "name": each.label(), "color": each.symbol().color().name()}
                       for each in classes],
        "broken": sum(not each.geometry().isGeosValid() for each in layer.getFeatures()),
    }


def picture(layers, extent, crs, size, path):
    """Draws layers on a transparent ground without smoothing.

    Returns how many pixels each colour has, what is not opaque as "none".
    """
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(crs)
    settings.setExtent(extent)
    settings.setOutputSize(size)
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(str(path))
    pixels = Counter(image.pixel(x, y) for y in range(image.height()) for x in range(image.width()))
    counts = Counter()
    for pixel, count in pixels.items():
        counts["none" if pixel >> 24 < 255 else f"#{pixel & 0xffffff:06x}"] += count
    return dict(counts)


def histogram(mask, fields):
    """Pixels of each class by field, as QGIS's zonal histogram counts them.

    It takes a pixel for a field's where the pixel's centre lies within.
    """
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    algorithm = QgsApplication.processingRegistry().algorithmById("native:zonalhistogram")
    result, done = algorithm.run({
        "INPUT_RASTER": mask, "RASTER_BAND": 1, "INPUT_VECTOR": fields, "COLUMN_PREFIX": "class_",
        "OUTPUT": "memory:"}, context, feedback)
    assert done, feedback.textLog()
    counted = context.takeResultLayer(result["OUTPUT"])
    columns = [field.name() for field in counted.fields() if field.name().startswith("class_")]
    pixel = mask.rasterUnitsPerPixelX()
    return [{
        "field": each["field_id"],
        "edge_pixels": each.geometry().length() / pixel,
        "counts": {column.removeprefix("class_"): int(each[column] or 0) for column in columns},
    } for each in counted.getFeatures()]


def counts_by_field(patches):
    """How many patches of each class each field has; what lies in no field is left out."""
    counts = {}
    for each in patches.getFeatures():
        if each["field_id"]:
            counts.setdefault(each["field_id"], Counter())[each["class"]] += 1
    return counts


def look():
    """Everything that is compared."""
    mask = QgsRasterLayer(str(RESULTS / "mask.tif"), "mask")
    fields = QgsVectorLayer(f"{RESULTS}/results.gpkg|layername=fields", "fields", "ogr")
    patches = QgsVectorLayer(f"{RESULTS}/results.gpkg|layername=patches", "patches", "ogr")
    layers = [patches, fields, mask]
    valid = {layer.name(): layer.isValid() for layer in layers}
    assert all(valid.values()), f"QGIS cannot open a layer: {valid}"
    size, extent, crs = QSize(mask.width(), mask.height()), mask.extent(), mask.crs()
    return {
        "mask": raster(mask),
        "fields": vectors(fields),
        "patches": vectors(patches),
        "patches_by_field": counts_by_field(patches),
        "histogram": histogram(mask, fields),
        "drawn_mask": picture([mask], extent, crs, size, SCRATCH / "mask.png"),
        "drawn_patches": picture([patches], extent, crs, size, SCRATCH / "patches.png"),
        "drawn_together": picture(layers, extent, crs, size, SCRATCH / "together.png"),
    }


def main():
    """Prints what QGIS sees. Every layer is gone before QGIS is left, or that would crash."""
    application = QgsApplication([], False)
    application.initQgis()
    QgsApplication.processingRegistry().addProvider(QgsNativeAlgorithms())
    seen = look()
    application.exitQgis()
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
