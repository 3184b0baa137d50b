import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// A flight with odd names whose results are there to be exported.
///
/// The mosaic has four upright stripes: soil, two classes of plants, soil. A
/// fourth class has no area. One field reaches over the mosaic's edge.
struct ExportBench: Sendable {
  static let shared = Result { try ExportBench() }

  static let size = PixelSize(width: 640, height: 600)
  static let classes = ["Boden", "Unkräuter \"groß\", <alt>", "حقل 🌾", "nirgends"]
  static let colors = ["#8c6d46", "#c62828", "#2e7d32", "#1565c0"]
  static let inside = "Grüner Acker 'Süd' & \"Nord\""
  static let across = "=1+2 الحقل 🚜"
  /// Columns and rows of the fields; the first ends in the middle of pixels.
  static let fieldColumns = 100.25...540.75
  static let fieldRows = 80.75...400.25

  let folder: TemporaryFolder

  func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  var mask: String { path("results/a_2026-05-04/mask.tif") }

  private init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: path("flights"), withIntermediateDirectories: true)
    let mosaic = MadeMosaic(size: Self.size)
    try mosaic.write(to: path("flights/a_2026-05-04.tif"), value: Self.stripes)
    try writeFields(on: mosaic)
    try Data(Self.job.utf8).write(to: URL(fileURLWithPath: path("job.yaml")))
    let ending = try BuiltFurrow.run(["run", path("job.yaml")])
    try #require(ending.code == 0, "\(ending.errors)")
  }

  /// Exports from the bench's catalog.
  func export(_ arguments: String...) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(["export"] + arguments + ["--catalog", path("results/catalog.sqlite")])
  }

  /// The same, which must succeed.
  func exported(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let ending = try BuiltFurrow.run(["export"] + arguments + ["--catalog", path("results/catalog.sqlite")])
    try #require(ending.code == 0, "\(ending.errors)", sourceLocation: sourceLocation)
    return ending.output
  }

  private static func stripes(band: Int, column: Int, row: Int) -> Double {
    let grain = Double((column * 7 + row * 13) % 11) * 40
    let plant = (160..<320).contains(column) ? 15000.0 : (320..<480).contains(column) ? 9000 : 4000
    return band == 0 ? 3000 + grain : plant + grain
  }

  private func writeFields(on mosaic: MadeMosaic) throws {
    let writer = try VectorWriter(path: path("fields.gpkg"), format: .geoPackage)
    let layer = try writer.makeLayer(
      "fields", geometry: .polygons, crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt,
      columns: [VectorColumn("field_id", .text)])
    for (id, columns) in [(Self.inside, Self.fieldColumns), (Self.across, 560.0...800.0)] {
      let corners = [
        (columns.lowerBound, Self.fieldRows.lowerBound), (columns.upperBound, Self.fieldRows.lowerBound),
        (columns.upperBound, Self.fieldRows.upperBound), (columns.lowerBound, Self.fieldRows.upperBound),
      ].map { mosaic.transform.mapPoint(GridPoint(column: $0.0, row: $0.1)) }
      try writer.append(.polygons([MapPolygon(outer: corners)]), [.text(id)], to: layer)
    }
    try writer.finish()
  }

  private static var job: String {
    let legend = zip(classes, colors).enumerated().map { code, entry in
      let name = entry.0.replacingOccurrences(of: "\"", with: "\\\"")
      let kind = code == 0 ? "stuff, group: soil" : "thing, group: weed"
      return "  - {code: \(code), name: \"\(name)\", color: \"\(entry.1)\", kind: \(kind)}"
    }
    func quoted(_ code: Int) -> String { "\"\(classes[code].replacingOccurrences(of: "\"", with: "\\\""))\"" }
    return """
      version: 1
      name: season
      flights: {folder: flights}
      fields: {file: fields.gpkg, id: field_id}
      sensor: {scale: 32768}
      indices: {report: [ndvi]}
      legend:
      \(legend.joined(separator: "\n"))
      segment:
        rules:
          - {class: \(quoted(3)), when: "ndvi > 2"}
          - {class: \(quoted(1)), when: "ndvi > 0.6"}
          - {class: \(quoted(2)), when: "ndvi > 0.4"}
        otherwise: \(quoted(0))
      outputs: {folder: results, confidence: true, indices: [ndvi]}

      """
  }
}
