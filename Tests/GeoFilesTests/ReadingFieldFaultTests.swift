import Foundation
import Grid
import Pixels
import Testing

@testable import GeoFiles

@Suite
struct ReadingFieldFaultTests {
  private typealias Source = ReadingFieldTests

  /// The error of reading features with these geometries, ids A, B, ...
  private func error(
    _ geometries: [String], crs: String? = "EPSG::32632", attributes: FieldAttributes = .init(id: "plot"),
    layer: String? = nil,
    properties: (Int) -> String = { #"{"plot":"\#(Character(UnicodeScalar(65 + UInt8($0))))"}"# }
  ) throws -> String {
    let folder = try TemporaryFolder()
    let features = geometries.enumerated().map { ($0.element, properties($0.offset)) }
    try folder.write("a.geojson", text: Source.json(features, crs: crs))
    let grid = try Source.utmGrid()
    return thrown {
      _ = try FieldFile.read(path: folder.file("a.geojson"), layer: layer, attributes: attributes, onto: grid)
    }.replacingOccurrences(of: folder.path + "/", with: "")
  }

  @Test func `a field that crosses itself is named with the place`() throws {
    let bow = Source.polygon(
      "[[500010,5899990],[500020,5899980],[500020,5899990],[500010,5899980],[500010,5899990]]")
    #expect(
      try error([Source.polygon(Source.square), bow])
        == "cannot use 'a.geojson': field 'B' (feature 1) crosses itself at 500015 5899985")
  }

  @Test func `a ring that is not closed is told`() throws {
    let open = Source.polygon("[[500010,5899990],[500020,5899990],[500020,5899980],[500010,5899980]]")
    #expect(
      try error([open])
        == "cannot use 'a.geojson': field 'A' (feature 0) has a ring that is not closed, it ends at 500010.0 5899980.0"
    )
  }

  @Test func `empty, missing and other geometries are told`() throws {
    let message = try error([
      "null", #"{"type":"MultiPolygon","coordinates":[]}"#,
      #"{"type":"Point","coordinates":[500010,5899990]}"#,
      #"{"type":"LineString","coordinates":[[500010,5899990],[500020,5899990]]}"#,
      Source.polygon("[[500010,5899990],[500020,5899990],[500010,5899990]]"),
      Source.polygon(Source.square + "," + Source.square.replacingOccurrences(of: "5000", with: "5009")),
    ])
    for part in [
      "field 'A' (feature 0) has no geometry", "field 'B' (feature 1) has an empty geometry",
      "field 'C' (feature 2) is a point, not a polygon",
      "field 'D' (feature 3) is a linestring, not a polygon",
      "field 'E' (feature 4) has a ring with fewer than three corners",
      "field 'F' (feature 5) is not a valid polygon: hole lies outside shell",
    ] { #expect(message.contains(part)) }
  }

  @Test func `longitudes and latitudes must be such`() throws {
    let metres = try error([Source.polygon(Source.square)], crs: nil)
    #expect(metres.contains("field 'A' (feature 0) has the corner 500010.0 5899990.0, which is no longitude"))
    let dateline = try error(
      [Source.polygon("[[179,50],[-179,50],[-179,51],[179,51],[179,50]]")], crs: nil)
    #expect(dateline.contains("field 'A' (feature 0) crosses the antimeridian"))
  }

  @Test(arguments: [
    (Double.nan, "has a corner that is not a number (corner"),
    (5_899_981, "has a ring that is not closed, it ends at"),
  ])
  func `a Shapefile's damaged corners are told`(value: Double, words: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.geojson", text: Source.json([(Source.polygon(Source.square), #"{"plot":"A"}"#)]))
    try tool("ogr2ogr", [folder.file("a.shp"), path])
    var bytes = try folder.bytes("a.shp")
    bytes.replaceSubrange(bytes.count - 8..<bytes.count, with: withUnsafeBytes(of: value) { Array($0) })
    try folder.write("a.shp", bytes)
    let grid = try Source.utmGrid()
    let message = thrown {
      _ = try FieldFile.read(path: folder.file("a.shp"), attributes: .init(id: "plot"), onto: grid)
    }
    #expect(message.contains("field 'A' (feature 0) \(words)"))
  }

  @Test func `missing geometries and rings left open in a GeoPackage are told`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.csv", text: "id,WKT\nx,\ny,\"POLYGON ((0 0,1 0,1 1,0 1))\"\n")
    try tool(
      "ogr2ogr",
      [
        "-a_srs", "EPSG:4326", "-nlt", "GEOMETRY", folder.file("a.gpkg"), folder.file("a.csv"), "-oo",
        "GEOM_POSSIBLE_NAMES=WKT",
      ])
    let grid = try Source.utmGrid()
    let message = thrown {
      _ = try FieldFile.read(path: folder.file("a.gpkg"), attributes: .init(id: "id"), onto: grid)
    }
    #expect(message.contains("field 'x' (feature 1) has no geometry"))
    #expect(message.contains("field 'y' (feature 2) has a ring that is not closed, it ends at 0.0 1.0"))
  }

  @Test func `ids must exist and differ`() throws {
    let squares = Array(repeating: Source.polygon(Source.square), count: 3)
    #expect(
      try error(squares) { $0 == 1 ? #"{"plot":" "}"# : #"{"plot":"A"}"# }
        == "cannot use 'a.geojson': feature 1 has no id, 'plot' is empty; "
        + "field 'A' (feature 2) has the id of feature 0")
  }

  @Test func `a missing attribute lists those that exist and the nearest`() throws {
    #expect(
      try error([Source.polygon(Source.square)], attributes: .init(id: "plto")) { _ in
        #"{"plot":"A","rows":2}"#
      }
        == "cannot use 'a.geojson': it has no attribute 'plto', only 'plot', 'rows', the nearest is 'plot'")
  }

  @Test func `a missing layer lists those that exist`() throws {
    #expect(
      try error([Source.polygon(Source.square)], layer: "plots")
        == "cannot use 'a.geojson': it has no layer 'plots', only 'a'")
  }

  @Test func `several layers need a name`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.geojson", text: Source.json([(Source.polygon(Source.square), #"{"plot":"A"}"#)]))
    try tool("ogr2ogr", ["-nln", "one", folder.file("a.gpkg"), path])
    try tool("ogr2ogr", ["-update", "-nln", "two", folder.file("a.gpkg"), path])
    let grid = try Source.utmGrid()
    let attributes = FieldAttributes(id: "plot")
    #expect(
      thrown { _ = try FieldFile.read(path: folder.file("a.gpkg"), attributes: attributes, onto: grid) }
        .contains("it has several layers and none is named ('one', 'two')"))
    #expect(
      try FieldFile.read(path: folder.file("a.gpkg"), layer: "two", attributes: attributes, onto: grid).count
        == 1)
  }

  @Test func `no feature and no distance are told`() throws {
    #expect(try error([], attributes: .init()).contains("has no feature"))
    #expect(
      try error([Source.polygon(Source.square)], attributes: .init(id: "plot", rowSpacing: "rows")) { _ in
        #"{"plot":"A","rows":"wide"}"#
      }.contains("field 'A' (feature 0) has 'rows' wide, which is no distance in metres"))
  }

  @Test func `twenty problems are told and the rest counted`() throws {
    let message = try error(Array(repeating: "null", count: 25))
    #expect(message.hasSuffix("; and 5 more"))
    #expect(message.split(separator: ";").count == 21)
  }

  @Test func `a file without a reference system needs one given`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.geojson", text: Source.json([(Source.polygon(Source.square), #"{"plot":"A"}"#)]))
    try tool("ogr2ogr", [folder.file("a.shp"), path])
    try FileManager.default.removeItem(atPath: folder.file("a.prj"))
    let grid = try Source.utmGrid()
    let attributes = FieldAttributes(id: "plot")
    #expect(
      thrown { _ = try FieldFile.read(path: folder.file("a.shp"), attributes: attributes, onto: grid) }
        .hasSuffix("it has no reference system"))
    #expect(
      try FieldFile.read(path: folder.file("a.shp"), attributes: attributes, crs: "EPSG:32632", onto: grid)
        .count
        == 1)
  }

  @Test func `other formats and remote names are refused`() throws {
    let folder = try TemporaryFolder()
    let grid = try Source.utmGrid()
    let kml = try folder.write(
      "a.geojson", text: "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><kml/>")
    #expect(
      thrown { _ = try FieldFile.read(path: kml, attributes: .init(), onto: grid) }
        .hasSuffix("it is not a GeoPackage, GeoJSON, Shapefile or FlatGeobuf file but XML text"))
    for name in ["/vsicurl/http://localhost:1/a.geojson", "/vsizip/a.zip"] {
      #expect(throws: InputFileError.remote(file: name)) {
        _ = try FieldFile.read(path: name, attributes: .init(), onto: grid)
      }
    }
    #expect(throws: InputFileError.scheme(file: "PG:dbname=x")) {
      _ = try FieldFile.read(path: "PG:dbname=x", attributes: .init(), onto: grid)
    }
    let broken = try folder.write("b.geojson", text: "{\"type\":\"FeatureCollection\",\"features\":[{")
    #expect(throws: FieldFileError(file: broken, problems: ["it is not valid JSON"])) {
      _ = try FieldFile.read(path: broken, attributes: .init(), onto: grid)
    }
  }
}
