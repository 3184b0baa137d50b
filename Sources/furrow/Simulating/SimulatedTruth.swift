import GeoFiles
import Grid
import Pixels
import Simulation

/// A scene's plants, weeds, rows and disease foci on their way into a
/// GeoPackage, and its fields on their way into another file.
///
/// All but the fields lie where the mosaic shows them.
final class SimulatedTruth: SceneShapeSink {
  private let fields: SimulatedFields
  private let writer: VectorWriter
  private let instances: VectorWriter.Layer
  private let rows: VectorWriter.Layer
  private let foci: VectorWriter.Layer
  private let transform: GeoTransform

  /// Begins the GeoPackage with its layers `instances`, `rows` and `foci`.
  init(path: String, fields: SimulatedFields, scene: FarmScene, crs: CoordinateSystem) throws {
    self.fields = fields
    writer = try VectorWriter(path: path, format: .geoPackage)
    instances = try writer.makeLayer(
      "instances", geometry: .polygons, crsWKT: crs.wkt,
      columns: [
        VectorColumn("instance_id", .text), VectorColumn("class", .text), VectorColumn("habit", .text),
        VectorColumn("field_id", .text), VectorColumn("row", .integer), VectorColumn("place", .integer),
        VectorColumn("centre_x", .real), VectorColumn("centre_y", .real),
        VectorColumn("reach_m", .real), VectorColumn("area_px", .integer),
      ])
    rows = try writer.makeLayer(
      "rows", geometry: .line, crsWKT: crs.wkt,
      columns: [
        VectorColumn("field_id", .text), VectorColumn("row", .integer), VectorColumn("sown", .integer),
        VectorColumn("missing", .integer),
      ])
    foci = try writer.makeLayer(
      "foci", geometry: .point, crsWKT: crs.wkt, columns: [VectorColumn("radius_m", .real)])
    transform = scene.transform
  }

  func write(_ field: SceneField) throws { try fields.write(field) }

  func write(_ line: RowLine) throws {
    try writer.append(
      .line(line.points.map(transform.mapPoint)),
      [
        .text(line.fieldID), .integer(Int64(line.row)), .integer(Int64(line.sownCount)),
        .integer(Int64(line.missingCount)),
      ], to: rows)
  }

  func write(_ focus: DiseaseFocus) throws {
    try writer.append(
      .point(transform.mapPoint(focus.centre)), [.real(focus.radiusMetres)], to: foci)
  }

  func write(_ instance: SceneInstance) throws {
    let centre = transform.mapPoint(instance.centre)
    try writer.append(
      .polygons([MapPolygon(instance.outline, by: transform)]),
      [
        .text(String(instance.id, radix: 16)), .text(instance.kind == .crop ? "crop" : "weed"),
        Self.habit(instance.kind), instance.fieldID.map(VectorValue.text) ?? .null,
        Self.number(instance.row), Self.number(instance.place), .real(centre.x), .real(centre.y),
        .real(instance.reachMetres), .integer(Int64(instance.areaPixels)),
      ], to: instances)
  }

  func finish() throws {
    try writer.finish()
    try fields.finish()
  }

  private static func number(_ value: Int?) -> VectorValue {
    value.map { .integer(Int64($0)) } ?? .null
  }

  private static func habit(_ kind: SceneInstance.Kind) -> VectorValue {
    if case .weed(let habit) = kind { .text(habit.rawValue) } else { .null }
  }
}
