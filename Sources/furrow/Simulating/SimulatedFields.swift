import GeoFiles
import Grid
import Pixels
import Simulation

/// The format of a scene's boundary file.
enum FieldsFormat: String, CaseIterable {
  /// In the mosaic's reference system.
  case gpkg
  /// In longitudes and latitudes.
  case geojson

  /// How it is written.
  var format: VectorWriter.Format { self == .gpkg ? .geoPackage : .geoJSON }
}

/// A scene's field boundaries on their way into a file, where a surveyor would
/// put them: without the mosaic's georeference error.
struct SimulatedFields {
  private let writer: VectorWriter
  private let layer: VectorWriter.Layer
  private let transform: GeoTransform

  /// Begins the file.
  init(path: String, scene: FarmScene, crs: CoordinateSystem, format: FieldsFormat) throws {
    writer = try VectorWriter(path: path, format: format.format)
    layer = try writer.makeLayer(
      "fields", geometry: .polygons, crsWKT: crs.wkt,
      columns: [
        VectorColumn("field_id", .text), VectorColumn("kind", .text), VectorColumn("crop", .text),
        VectorColumn("row_spacing_m", .real), VectorColumn("row_angle_deg", .real),
        VectorColumn("area_m2", .real),
      ])
    transform = scene.surveyTransform
  }

  /// Adds a field.
  func write(_ field: SceneField) throws {
    try writer.append(
      .polygons(field.parts.map { MapPolygon($0, by: transform) }),
      [
        .text(field.id), .text(field.kind.rawValue), .text(field.crop.name),
        .real(field.crop.rowSpacingMetres), .real(field.rowAngleDegrees), .real(field.areaSquareMetres),
      ], to: layer)
  }

  /// Completes the file.
  func finish() throws { try writer.finish() }
}
