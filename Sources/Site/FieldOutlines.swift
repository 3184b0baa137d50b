internal import Exporting
internal import Foundation
internal import GeoFiles
internal import Grid
internal import Reporting

/// Where fields lie, in longitudes and latitudes, as the runs' packages say.
struct FieldOutlines {
  /// A field by its job and its id.
  struct Name: Hashable {
    var job: String
    var id: String
  }

  private var shapes: [Name: JSONValue] = [:]
  private let target: CoordinateSystem

  init() throws(GDALError) { target = try .wgs84() }

  /// The parts of a field, each a list of rings; nothing where no flight has it.
  subscript(_ name: Name) -> JSONValue { shapes[name] ?? .null }

  /// Adds the fields of a package that are not known yet.
  ///
  /// - Throws: What reading the package throws.
  mutating func add(package: String, job: String) throws {
    let table = try VectorTable(path: package, layer: "fields")
    guard let column = table.columns.firstIndex(where: { $0.name == "field_id" }) else { return }
    let transformer = try table.crs.transformer(to: target)
    let piece = 50 / (table.crs.metresPerUnit ?? 111_195)
    var found: [Name: JSONValue] = [:]
    try table.forEach { row in
      guard case .text(let id) = row.values[column], case .polygons(let parts) = row.geometry,
        shapes[Name(job: job, id: id)] == nil
      else { return }
      found[Name(job: job, id: id)] = .array(
        try parts.map { part -> JSONValue in
          .array(
            try ([part.outer] + part.holes).map { ring -> JSONValue in
              Self.ring(try transformer.carry(ring, pieceLength: piece))
            })
        })
    }
    shapes.merge(found) { known, _ in known }
  }

  /// A ring with nine decimals: a tenth of a millimetre.
  private static func ring(_ points: [MapPoint]) -> JSONValue {
    .array(points.map { .array([.number(rounded($0.x)), .number(rounded($0.y))]) })
  }

  private static func rounded(_ degrees: Double) -> Double { (degrees * 1e9).rounded() / 1e9 }
}
