import GeoFiles
import Pixels

/// A field's boundary as a flight's package has it.
struct FieldBoundary {
  var id: String
  var polygons: [MapPolygon]
  var crs: CoordinateSystem

  /// Finds a field of a flight.
  ///
  /// - Throws: `ExportError.unknownField`, or what reading the package throws.
  init(of id: String, in flight: ExportedFlight) throws {
    let package = try flight.path(ofFile: "results.gpkg", what: "package of results")
    let table = try VectorTable(path: package, layer: "fields")
    let column = table.columns.firstIndex { $0.name == "field_id" }
    var found: [MapPolygon]?
    try table.forEach { row in
      guard let column, row.values[column] == .text(id), case .polygons(let parts) = row.geometry else {
        return
      }
      found = parts
    }
    guard let found else {
      throw ExportError.unknownField(
        id, flight: flight.run.flightName, nearest: NearestName.nearest(to: id, among: flight.fieldIDs))
    }
    (self.id, polygons, crs) = (id, found, table.crs)
  }
}
