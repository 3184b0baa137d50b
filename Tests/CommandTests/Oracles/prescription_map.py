"""Reads a prescription with GDAL's Python bindings (the system's interpreter).

prescription_map.py PATH ATTRIBUTE POINTS: polygons with a rate, or, where
ATTRIBUTE is "-", a raster of rates. Prints the product, the rates at points
(null outside of all) and what the table is.
"""
import json
import sys

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
path, attribute = sys.argv[1], sys.argv[2]
points = json.load(open(sys.argv[3]))


def equal_area(longitude, latitude):
    degrees, plane = osr.SpatialReference(), osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    plane.ImportFromProj4(f"+proj=cea +lat_ts={latitude} +lon_0={longitude} +datum=WGS84 +units=m")
    for system in (degrees, plane):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return osr.CoordinateTransformation(degrees, plane)


def polygons():
    dataset = ogr.Open(path)
    layer = dataset.GetLayer(0)
    shapes, product, area = [], 0.0, 0.0
    transformation = equal_area(*points[0])
    for feature in layer:
        shape = feature.GetGeometryRef().Clone()
        value = feature.GetField(attribute)
        shapes.append((shape, value))
        flat = shape.Clone()
        flat.Segmentize(1e-5)
        flat.Transform(transformation)
        area += flat.Area()
        product += value * flat.Area() / 10_000
    found = []
    for longitude, latitude in points:
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(longitude, latitude)
        inside = [value for shape, value in shapes if shape.Contains(point)]
        found.append(inside[0] if len(inside) == 1 else None if not inside else -1)
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    types = [definition.GetFieldDefn(i).GetTypeName() for i in range(definition.GetFieldCount())]
    return {"product": product, "area": area, "rates": found, "areas": len(shapes), "names": names,
            "types": types, "system": layer.GetSpatialRef().GetName(),
            "valid": all(shape.IsValid() for shape, _ in shapes),
            "geometry": ogr.GeometryTypeToName(definition.GetGeomType())}


def raster():
    dataset = gdal.Open(path)
    band = dataset.GetRasterBand(1)
    left, width, _, top, _, height = dataset.GetGeoTransform()
    values = band.ReadAsArray()
    transformation = equal_area(*points[0])
    product = 0.0
    for row in range(values.shape[0]):
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]:
            ring.AddPoint_2D(left + x * width, top + (row + y) * height)
        cell = ogr.Geometry(ogr.wkbPolygon)
        cell.AddGeometry(ring)
        cell.Transform(transformation)
        line = values[row]
        product += float(line[line != band.GetNoDataValue()].sum(dtype="float64")) * cell.Area() / 10_000

    def rate(longitude, latitude):
        column, row = int((longitude - left) // width), int((latitude - top) // height)
        inside = 0 <= column < values.shape[1] and 0 <= row < values.shape[0]
        return float(values[row, column]) if inside else None

    return {"product": product, "area": 0, "rates": [rate(*p) for p in points], "areas": 0, "names": [],
            "types": [gdal.GetDataTypeName(band.DataType)], "valid": True, "geometry": "raster",
            "system": dataset.GetSpatialRef().GetName()}


print(json.dumps(raster() if attribute == "-" else polygons()))
