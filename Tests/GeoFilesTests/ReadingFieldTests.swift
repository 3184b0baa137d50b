import Foundation
import Grid
import Pixels
import Testing

@testable import GeoFiles

@Suite
struct ReadingFieldTests {
  /// A grid of 10 cm pixels in UTM zone 32, north up.
  static func utmGrid() throws -> MosaicGrid {
    MosaicGrid(
      size: PixelSize(width: 2000, height: 1000),
      transform: GeoTransform(
        originX: 500_000, columnX: 0.1, rowX: 0, originY: 5_900_000, columnY: 0, rowY: -0.1),
      crs: try CoordinateSystem(userInput: "EPSG:32632"))
  }

  /// GeoJSON in UTM zone 32 from features' geometries and properties.
  static func json(_ features: [(geometry: String, properties: String)], crs: String? = "EPSG::32632")
    -> String
  {
    let system = crs.map { #""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:\#($0)"}},"# } ?? ""
    let list = features.map {
      #"{"type":"Feature","properties":\#($0.properties),"geometry":\#($0.geometry)}"#
    }
    return #"{"type":"FeatureCollection",\#(system)"features":[\#(list.joined(separator: ",\n"))]}"#
  }

  static func polygon(_ rings: String) -> String { #"{"type":"Polygon","coordinates":[\#(rings)]}"# }

  static let square =
    "[[500010,5899990],[500020,5899990],[500020,5899980],[500010,5899980],[500010,5899990]]"
  static let hole =
    "[[500012,5899988],[500014,5899988],[500014,5899986],[500012,5899986],[500012,5899988]]"

  private func corners(_ ring: [GridPoint]) -> [[Double]] { ring.map { [$0.column, $0.row] } }

  @Test(arguments: ["fields.geojson", "fields.gpkg", "fields.shp", "fields.fgb"])
  func `fields come from every format in file order`(name: String) throws {
    let folder = try TemporaryFolder()
    let source = try folder.write(
      "source.geojson",
      text: Self.json([
        (Self.polygon(Self.square + "," + Self.hole), #"{"plot":"B","crop":"beet","rows":0.45}"#),
        (
          Self.polygon(Self.square.replacingOccurrences(of: "5000", with: "5001")),
          #"{"plot":"A","crop":null,"rows":null}"#
        ),
      ]))
    if name == "fields.geojson" {
      try FileManager.default.copyItem(atPath: source, toPath: folder.file(name))
    } else {
      let options = name.hasSuffix("fgb") ? ["-lco", "SPATIAL_INDEX=NO"] : []
      try tool("ogr2ogr", [folder.file(name), source] + options)
    }
    let fields = try FieldFile.read(
      path: folder.file(name), attributes: FieldAttributes(id: "plot", crop: "crop", rowSpacing: "rows"),
      onto: Self.utmGrid())
    #expect(fields.map(\.id) == ["B", "A"])
    #expect(fields.map(\.crop) == ["beet", nil])
    #expect(fields.map(\.rowSpacingMetres) == [0.45, nil])
    let first = try #require(fields.first)
    #expect(first.parts.count == 1)
    #expect(
      Set(corners(first.parts[0].outer)) == [[100, 100], [200, 100], [200, 200], [100, 200]])
    #expect(
      first.parts[0].holes.map { Set(corners($0)) } == [[[120, 120], [140, 120], [140, 140], [120, 140]]])
    #expect(abs(first.areaSquareMetres * 0.9996 * 0.9996 - 96) < 1e-4)
    #expect(abs(first.pixelAreaSquareMetres * 0.9996 * 0.9996 - 0.01) < 1e-8)
  }

  @Test func `multipolygons keep their parts and curves become lines`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a.csv",
      text: """
        id,WKT
        m,"MULTIPOLYGON (((500010 5899990,500020 5899990,500020 5899980,500010 5899990)),((500030 5899990,500040 5899990,500040 5899980,500030 5899990)))"
        c,"CURVEPOLYGON (CIRCULARSTRING (500050 5899950,500060 5899950,500050 5899950))"
        z,"POLYGON Z ((500010 5899990 4,500020 5899990 5,500020 5899980 6,500010 5899990 4))"
        """)
    try tool(
      "ogr2ogr",
      [
        "-a_srs", "EPSG:32632", "-nlt", "GEOMETRY", folder.file("a.gpkg"), folder.file("a.csv"), "-oo",
        "GEOM_POSSIBLE_NAMES=WKT",
      ])
    let fields = try FieldFile.read(
      path: folder.file("a.gpkg"), attributes: FieldAttributes(id: "id"), onto: Self.utmGrid())
    #expect(fields.map(\.parts.count) == [2, 1, 1])
    #expect(abs(fields[0].areaSquareMetres * 0.9996 * 0.9996 - 100) < 1e-3)
    #expect(abs(fields[1].areaSquareMetres * 0.9996 * 0.9996 - .pi * 25) < 0.01)
  }

  @Test func `boundaries in degrees land where they belong`() throws {
    let folder = try TemporaryFolder()
    let utm = try folder.write(
      "utm.geojson", text: Self.json([(Self.polygon(Self.square), #"{"plot":"A"}"#)]))
    try tool(
      "ogr2ogr", ["-t_srs", "EPSG:4326", "-lco", "COORDINATE_PRECISION=12", folder.file("deg.geojson"), utm])
    let grid = try Self.utmGrid()
    let plain = try FieldFile.read(path: utm, attributes: FieldAttributes(id: "plot"), onto: grid)
    let moved = try FieldFile.read(
      path: folder.file("deg.geojson"), attributes: FieldAttributes(id: "plot"), onto: grid)
    #expect(abs(moved[0].areaSquareMetres / plain[0].areaSquareMetres - 1) < 1e-5)
    for (one, two) in zip(plain[0].parts[0].outer, moved[0].parts[0].outer) {
      #expect(abs(one.column - two.column) < 1e-3 && abs(one.row - two.row) < 1e-3)
    }
  }

  @Test func `long edges bend as the projection bends them`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.geojson",
      text: Self.json(
        [(Self.polygon("[[8.9,53],[9.1,53],[9.1,53.1],[8.9,53.1],[8.9,53]]"), #"{"plot":"A"}"#)], crs: nil))
    let grid = try Self.utmGrid()
    let field = try FieldFile.read(path: path, attributes: FieldAttributes(id: "plot"), onto: grid)[0]
    let transformer = try CoordinateSystem.wgs84().transformer(to: grid.crs)
    let middle = grid.transform.gridPoint(try transformer.transform([MapPoint(x: 9, y: 53)])[0])
    let nearest = field.parts[0].outer.map { abs($0.column - middle.column) + abs($0.row - middle.row) }.min()
    #expect((nearest ?? 1e9) < 300)
    let low = try #require(
      field.parts[0].outer.min { abs($0.column - middle.column) < abs($1.column - middle.column) })
    #expect(abs(low.row - middle.row) < 0.01 || low.row < middle.row - 1000)
  }

  @Test func `ids may be numbers or the feature's own number`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.geojson",
      text: Self.json([
        (Self.polygon(Self.square), #"{"n":7}"#), (Self.polygon(Self.square), #"{"n":12}"#),
      ]))
    let grid = try Self.utmGrid()
    #expect(try FieldFile.read(path: path, attributes: .init(id: "n"), onto: grid).map(\.id) == ["7", "12"])
    #expect(try FieldFile.read(path: path, attributes: .init(), onto: grid).map(\.id) == ["0", "1"])
    try tool("ogr2ogr", [folder.file("a.gpkg"), path])
    #expect(
      try FieldFile.read(path: folder.file("a.gpkg"), attributes: .init(id: "fid"), onto: grid).map(\.id)
        == ["1", "2"])
  }

  @Test func `a file describes its layers`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.geojson", text: Self.json([(Self.polygon(Self.square), #"{"plot":"A","rows":0.5}"#)]))
    try tool("ogr2ogr", ["-nln", "plots", folder.file("a.gpkg"), path])
    try tool("ogr2ogr", ["-update", "-nln", "roads", folder.file("a.gpkg"), path])
    let layers = try FieldFile.describe(path: folder.file("a.gpkg")).layers
    #expect(layers.map(\.name) == ["plots", "roads"])
    let first = try #require(layers.first)
    #expect(first.geometry == "Polygon")
    #expect(first.featureCount == 1)
    #expect(first.attributes.map(\.name) == ["plot", "rows"])
    #expect(first.attributes.map(\.type) == ["String", "Real"])
    #expect(first.crs?.authorityCode == "EPSG:32632")
    #expect(first.lowest == MapPoint(x: 500_010, y: 5_899_980))
    #expect(first.highest == MapPoint(x: 500_020, y: 5_899_990))
  }
}
