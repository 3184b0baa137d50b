import Foundation
import FoundationXML
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

extension Tool {
  /// The features of a layer as GeoJSON objects, in the layer's own coordinates.
  static func features(_ path: String, layer: String) throws -> [[String: Any]] {
    let folder = try ScratchFolder()
    let target = folder["features.json"]
    _ = try run("ogr2ogr", ["-f", "GeoJSON", target, path, layer])
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: target)))
    return try #require((object as? [String: Any])?["features"] as? [[String: Any]])
  }

  /// The result of a query, one line a row, columns separated by bars.
  static func query(_ path: String, _ sql: String) throws -> [String] {
    let script = """
      import sqlite3, sys
      for row in sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True).execute(sys.argv[2]):
          print("|".join(str(cell) for cell in row))
      """
    return String(decoding: try run("python3", ["-c", script, path, sql]), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }
}

@Suite struct WritingResultsTests {
  let folder: ScratchFolder
  let ring = [
    MapPoint(x: 500_000, y: 5_600_000), MapPoint(x: 500_010, y: 5_600_000),
    MapPoint(x: 500_010, y: 5_600_020), MapPoint(x: 500_000, y: 5_600_020),
  ]

  init() throws { folder = try ScratchFolder() }

  func fields() -> [ResultsPackage.FieldRecord] {
    let hole = [
      MapPoint(x: 500_002, y: 5_600_002), MapPoint(x: 500_002, y: 5_600_004),
      MapPoint(x: 500_004, y: 5_600_004), MapPoint(x: 500_004, y: 5_600_002),
    ]
    return [
      ResultsPackage.FieldRecord(
        id: "Süd'; DROP TABLE fields", crop: "Möhre", areaSquareMetres: 196, coveredShare: 0.5,
        validShare: 0.25, parts: [MapPolygon(outer: ring, holes: [hole])],
        values: [.real(0.01), .real(51.5), .integer(7)]),
      ResultsPackage.FieldRecord(
        id: "2", crop: nil, areaSquareMetres: 400, coveredShare: 0, validShare: 0,
        parts: [MapPolygon(outer: ring), MapPolygon(outer: ring.map { MapPoint(x: $0.x + 100, y: $0.y) })],
        values: [.null, .real(.nan), .null]),
    ]
  }

  func write(_ name: String, patchCount: Int) throws {
    let package = try ResultsPackage(
      path: folder[name], crsWKT: "EPSG:32632", legend: Legend.sample,
      fieldColumns: [
        VectorColumn("Möhre <1 & \"2\"_ha", .real), VectorColumn("NDVI_mean", .real),
        VectorColumn("plants", .integer),
      ], lastChange: "2026-05-04T10:00:00.000Z")
    for field in fields() { try package.append(field) }
    for id in 0..<patchCount {
      try package.append(
        ResultsPackage.PatchRecord(
          id: Int64(id), code: id % 2 == 0 ? 1 : 2, areaSquareMetres: Double(id) / 4,
          fieldID: id % 3 == 0 ? "2" : nil,
          centroid: MapPoint(x: 500_000 + Double(id) / 8, y: 5_600_000 - Double(id) / 16)))
    }
    try package.finish()
  }

  @Test func `fields come back with figures and holes`() throws {
    try write("results.gpkg", patchCount: 3)
    let features = try Tool.features(folder["results.gpkg"], layer: "fields")
    let first = try #require(features[0]["properties"] as? [String: Any])
    #expect(first["field_id"] as? String == "Süd'; DROP TABLE fields")
    #expect(first["crop"] as? String == "Möhre")
    #expect(first["area_ha"] as? Double == 0.0196)
    #expect(first["covered_percent"] as? Double == 50)
    #expect(first["valid_percent"] as? Double == 25)
    #expect(first["Möhre <1 & \"2\"_ha"] as? Double == 0.01)
    #expect(first["NDVI_mean"] as? Double == 51.5)
    #expect(first["plants"] as? Int == 7)
    let geometry = try #require(features[0]["geometry"] as? [String: Any])
    let polygons = try #require(geometry["coordinates"] as? [[[[Double]]]])
    #expect(polygons.map { $0.map(\.count) } == [[5, 5]])
    #expect(Array(polygons[0][0].prefix(4)) == ring.map { [$0.x, $0.y] })
    let second = try #require(features[1]["properties"] as? [String: Any])
    for name in ["crop", "NDVI_mean", "plants"] { #expect(second[name] is NSNull) }
    #expect(folder.names == ["results.gpkg"])
  }

  @Test func `patches come back across transactions`() throws {
    try write("results.gpkg", patchCount: 50_010)
    let path = folder["results.gpkg"]
    #expect(
      try Tool.query(path, "SELECT count(*), min(id), max(id), sum(area_m2) FROM patches")
        == ["50010|0|50009|\(Double(50_009 * 50_010 / 2) / 4)"])
    #expect(
      try Tool.query(path, "SELECT class, area_m2, field_id FROM patches WHERE id IN (3, 4)")
        == ["weed's|0.75|2", "Möhre <1 & \"2\"|1.0|None"])
    #expect(try Tool.query(path, "SELECT count(*) FROM rtree_patches_geom") == ["50010"])
    let reference = String(decoding: try Tool.run("gdalsrsinfo", ["-o", "epsg", path]), as: UTF8.self)
    #expect(reference.contains("EPSG:32632\n"))
  }

  @Test func `each layer has its style`() throws {
    try write("results.gpkg", patchCount: 1)
    let path = folder["results.gpkg"]
    #expect(
      try Tool.query(
        path,
        "SELECT f_table_name, f_geometry_column, useAsDefault, update_time FROM layer_styles ORDER BY id")
        == ["fields|geom|1|2026-05-04T10:00:00.000Z", "patches|geom|1|2026-05-04T10:00:00.000Z"])
    let style = try Tool.query(path, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'patches'")
    let document = try XMLDocument(xmlString: style.joined(separator: "\n"))
    let names = try document.nodes(forXPath: "//category/@value").map { $0.stringValue ?? "" }
    #expect(names == (try Legend.sample.entries.map(\.name)))
    let colors = try document.nodes(forXPath: "//symbol/layer/Option/Option[@name='color']/@value")
    #expect(colors.map(\.stringValue)[1] == "1,200,254,255")
    let outline = try Tool.query(path, "SELECT styleQML FROM layer_styles WHERE f_table_name = 'fields'")
    let root = try XMLDocument(xmlString: outline.joined(separator: "\n"))
    #expect(
      try root.nodes(forXPath: "//renderer-v2[@type='singleSymbol']//layer[@class='SimpleFill']").count == 1)
  }

  @Test(.enabled(if: Tool.hasValidators)) func `the package is valid`() throws {
    try write("results.gpkg", patchCount: 20)
    let script = Tool.samples + "/validate_gpkg.py"
    // The script ends with an error where it finds one.
    let said = try Tool.run("python3", [script, "-q", folder["results.gpkg"]])
    #expect(!String(decoding: said, as: UTF8.self).contains("Error"))
  }

  @Test func `the same records give the same bytes`() throws {
    try write("a.gpkg", patchCount: 500)
    try write("b.gpkg", patchCount: 500)
    let (a, b) = (folder["a.gpkg"], folder["b.gpkg"])
    let bytes = try [a, b].map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
    #expect(bytes[0].firstDifference(from: bytes[1]) == nil)
    #expect(
      try Tool.query(a, "SELECT DISTINCT last_change FROM gpkg_contents") == ["2026-05-04T10:00:00.000Z"])
  }

  @Test func `columns of one name are refused`() throws {
    let expected = OutputError(
      path: folder["r.gpkg"], reason: .repeatedColumn("CROP", layer: "fields"))
    #expect(throws: expected) {
      try ResultsPackage(
        path: folder["r.gpkg"], crsWKT: "EPSG:32632", legend: Legend.sample,
        fieldColumns: [VectorColumn("CROP", .text)])
    }
    #expect(folder.names.isEmpty)
  }

  @Test func `an id used twice ends the package without a file`() throws {
    try "old".write(toFile: folder["r.gpkg"], atomically: false, encoding: .utf8)
    let package = try ResultsPackage(
      path: folder["r.gpkg"], crsWKT: "", legend: Legend.sample, fieldColumns: [])
    let patch = ResultsPackage.PatchRecord(
      id: 4, code: 1, areaSquareMetres: 1, fieldID: nil, centroid: MapPoint(x: 0, y: 0))
    try package.append(patch)
    #expect(throws: OutputError.self) { try package.append(patch) }
    #expect(throws: OutputError(path: folder["r.gpkg"], reason: .closed)) { try package.finish() }
    #expect(folder.names == ["r.gpkg"])
    #expect(try String(contentsOfFile: folder["r.gpkg"], encoding: .utf8) == "old")
  }
}

@Suite struct WritingVectorTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func `points, lines and polygons share a package`() throws {
    let writer = try VectorWriter(path: folder["truth.gpkg"], format: .geoPackage)
    let plants = try writer.makeLayer(
      "plants", geometry: .point, crsWKT: "EPSG:25832",
      columns: [VectorColumn("name", .text), VectorColumn("sick", .boolean)])
    let rows = try writer.makeLayer(
      "rows", geometry: .line, crsWKT: "EPSG:25832", columns: [VectorColumn("number", .integer)])
    try writer.append(.point(MapPoint(x: 1.5, y: 2.25)), [.text("ä"), .boolean(true)], to: plants)
    try writer.append(
      .line([MapPoint(x: 0, y: 0), MapPoint(x: 3, y: 4)]), [.integer(9)], to: rows)
    try writer.append(.point(MapPoint(x: 3, y: 4)), [.null, .boolean(false)], to: plants)
    try writer.finish()
    let read = try Tool.features(folder["truth.gpkg"], layer: "plants")
    #expect(
      read.compactMap { ($0["geometry"] as? [String: Any])?["coordinates"] as? [Double] } == [
        [1.5, 2.25], [3, 4],
      ])
    #expect((read[0]["properties"] as? [String: Any])?["name"] as? String == "ä")
    #expect((read[0]["properties"] as? [String: Any])?["sick"] as? Bool == true)
    let line = try Tool.features(folder["truth.gpkg"], layer: "rows")
    #expect((line[0]["geometry"] as? [String: Any])?["coordinates"] as? [[Double]] == [[0, 0], [3, 4]])
    #expect(folder.names == ["truth.gpkg"])
  }

  @Test func `GeoJSON lies in longitudes and latitudes with its rings right-handed`() throws {
    let writer = try VectorWriter(path: folder["truth.geojson"], format: .geoJSON)
    let layer = try writer.makeLayer(
      "fields", geometry: .polygons, crsWKT: "EPSG:32632", columns: [VectorColumn("id", .text)])
    // Clockwise, around the central meridian.
    let ring = [(-10.0, 0.0), (-10, 10), (10, 10), (10, 0)]
      .map { MapPoint(x: 500_000 + $0.0, y: 5_538_630 + $0.1) }
    try writer.append(.polygons([MapPolygon(outer: ring)]), [.text("a\"b")], to: layer)
    try writer.finish()
    let data = try Data(contentsOf: URL(fileURLWithPath: folder["truth.geojson"]))
    let root = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(root["crs"] == nil)
    let feature = try #require((root["features"] as? [[String: Any]])?.first)
    let geometry = try #require(feature["geometry"] as? [String: Any])
    let outer = try #require(geometry["coordinates"] as? [[[Double]]])[0]
    #expect(outer.allSatisfy { abs($0[0] - 9) < 0.001 && abs($0[1] - 50) < 0.01 })
    let doubledArea = zip(outer, outer.dropFirst()).reduce(0.0) {
      $0 + ($1.0[0] - 9) * ($1.1[1] - 50) - ($1.1[0] - 9) * ($1.0[1] - 50)
    }
    #expect(doubledArea > 0)
  }

  @Test func `a link is refused and a cancelled writer leaves nothing`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder["out.gpkg"], withDestinationPath: folder["victim"])
    #expect(throws: OutputError(path: folder["out.gpkg"], reason: .symbolicLink)) {
      try VectorWriter(path: folder["out.gpkg"], format: .geoPackage)
    }
    let writer = try VectorWriter(path: folder["other.gpkg"], format: .geoPackage)
    writer.cancel()
    #expect(folder.names == ["out.gpkg"])
  }
}
