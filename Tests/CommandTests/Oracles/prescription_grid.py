"""Reads task data with the public packages isoxml and isoxml-writer.

prescription_grid.py FOLDER POINTS: FOLDER holds TASKDATA; POINTS is a JSON
array of [longitude, latitude]. Prints the product, and the rate at each point
by the grid's header (null outside of the grid).
"""
import json
import sys
from pathlib import Path

import isoxml_writer
import numpy as np
from isoxml.converter.np_grid import to_numpy_array
from isoxml.util.isoxml_io import isoxml_from_path
from lxml import etree
from pyproj import Geod

folder = Path(sys.argv[1]) / "TASKDATA"
points = json.loads(Path(sys.argv[2]).read_text())

schemas = Path(isoxml_writer.__file__).parent / "ISOXML_schema"
schema = etree.XMLSchema(etree.parse(schemas / "ISO11783_TaskFile_V4-3.xsd"))
document = etree.parse(folder / "TASKDATA.XML")
schema.validate(document)
errors = [str(e) for e in schema.error_log]

data, files = isoxml_from_path(folder)
task = data.tasks[0]
grid = task.grids[0]
binary = files[grid.filename]
cells = to_numpy_array(binary, grid)
# ISO 11783-11: 0.01 mm3/m2, 1 mg/m2, 0.001 /m2, for a litre, a kilogram, a seed a hectare.
units = {"0001": 10_000, "0006": 100, "000B": 0.1}
zones = {}
for zone in task.treatment_zones:
    value = zone.process_data_variables[0]
    ddi = value.process_data_ddi
    ddi = ddi.hex().upper() if isinstance(ddi, bytes) else str(ddi).upper()
    zones[zone.code if hasattr(zone, "code") else zone.treatment_zone_code] = (value.process_data_value, units[ddi], ddi)
kind = int(grid.type.value if hasattr(grid.type, "value") else grid.type)
if kind == 1:
    table = np.full(256, np.nan)
    for code, (value, unit, _) in zones.items():
        table[code] = value / unit
    rates = table[cells]
else:
    rates = cells / zones[1][1]

south, west = float(grid.minimum_north_position), float(grid.minimum_east_position)
north_step, east_step = float(grid.cell_north_size), float(grid.cell_east_size)
geod = Geod(ellps="WGS84")
# Area of a strip of a whole row, on the ellipsoid, by its corners.
total = 0.0
for row in range(cells.shape[0]):
    low, high = south + row * north_step, south + (row + 1) * north_step
    east = west + cells.shape[1] * east_step
    area, _ = geod.polygon_area_perimeter([west, east, east, west], [low, low, high, high])
    total += rates[row].sum() * abs(area) / cells.shape[1] / 10_000


def rate(longitude, latitude):
    column, row = int((longitude - west) // east_step), int((latitude - south) // north_step)
    inside = 0 <= column < cells.shape[1] and 0 <= row < cells.shape[0]
    return float(rates[row, column]) if inside else None


print(json.dumps({
    "errors": errors, "product": float(total), "kind": kind, "identifier": zones[0][2],
    "bytes": len(binary), "length": int(grid.filelength), "designator": task.designator,
    "field": data.partfields[0].designator, "area": data.partfields[0].area, "rates": [rate(*p) for p in points]}))
