import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

/// Vector files of annotations.
@Suite struct AnnotationFileTests {
  private let square = ReadingFieldTests.polygon(
    AnnotationCase.ring([
      GridPoint(column: 10, row: 10), GridPoint(column: 20, row: 10), GridPoint(column: 20, row: 30),
      GridPoint(column: 10, row: 30),
    ]))

  private func read(
    _ path: String, _ options: AnnotationOptions = .init(), onto target: AnnotationTarget? = nil
  ) throws -> Annotations {
    try AnnotationFile.read(
      path: path, options: options, legend: AnnotationCase.legend(),
      onto: target ?? AnnotationCase.target())
  }

  @Test(arguments: ["a.geojson", "a.gpkg", "a.shp"])
  func `classes and annotators come from attributes`(name: String) throws {
    let folder = try TemporaryFolder()
    let source = try folder.write(
      "source.json",
      text: ReadingFieldTests.json([
        (square, #"{"kind":"crop","who":"ada"}"#), (square, #"{"kind":"Unkraut","who":"bo"}"#),
        (square, #"{"kind":"weeed","who":null}"#), (square, #"{"kind":"2","who":"bo"}"#),
        (square, #"{"kind":null,"who":"bo"}"#),
      ]))
    try tool("ogr2ogr", [folder.file(name), source])
    let read = try read(
      folder.file(name),
      .init(
        classAttribute: "kind", classNames: ["Unkraut": "weed"], annotatorAttribute: "who", annotator: "x"))
    #expect(read.shapes.map(\.className) == ["crop", "Unkraut", "weeed", "2", ""])
    #expect(read.shapes.map(\.code) == [1, 2, nil, 2, nil])
    #expect(read.shapes.map(\.annotator) == ["ada", "bo", "x", "bo", "bo"])
    #expect(read.annotators == ["ada", "bo", "x"])
    for shape in read.shapes {
      #expect(ShapeRaster(shape.geometry).pixelCount(in: PixelWindow(AnnotationCase.size)) == 200)
    }
  }

  @Test func `integers name classes by code`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.geojson", text: ReadingFieldTests.json([(square, #"{"class":2}"#), (square, #"{"class":9}"#)]))
    #expect(try read(path).shapes.map(\.code) == [2, nil])
  }

  @Test func `points, empty geometries and lines are told apart`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.geojson",
      text: ReadingFieldTests.json([
        (
          #"{"type":"MultiPoint","coordinates":[[500010.5,5899990.5],[500020.5,5899990.5]]}"#,
          #"{"class":"crop"}"#
        ),
        ("null", #"{"class":"crop"}"#), (#"{"type":"Polygon","coordinates":[]}"#, #"{"class":"weed"}"#),
        (#"{"type":"LineString","coordinates":[[500010,5899990],[500020,5899990]]}"#, #"{"class":"weed"}"#),
      ]))
    let read = try read(path, .init(pointRadius: .metres(2)))
    #expect(read.shapes.map(\.number) == [0, 0, 1, 2])
    #expect(read.shapes.suffix(2).allSatisfy { $0.geometry == .polygons([]) })
    guard case .disc(let centre, let across, let down) = read.shapes[0].geometry else {
      Issue.record("a point is a disc")
      return
    }
    #expect(centre == GridPoint(column: 10.5, row: 9.5))
    #expect(abs(across * 1 / 0.9996 - 2) < 0.002 || abs(across - 2) < 0.002)
    #expect(across == down)
    #expect(read.findings.map(\.kind) == [.unsupportedShape])
    #expect(
      read.findings[0].sentence == "feature 3 of '\(path)' is a linestring, not a polygon, box or point")
  }

  @Test func `a file without a reference system is refused unless it is told`() throws {
    let folder = try TemporaryFolder()
    let source = try folder.write("a.json", text: ReadingFieldTests.json([(square, #"{"class":"crop"}"#)]))
    try tool("ogr2ogr", [folder.file("a.shp"), source])
    try FileManager.default.removeItem(atPath: folder.file("a.prj"))
    #expect(
      thrown { _ = try read(folder.file("a.shp")) }
        == "cannot use the annotations '\(folder.file("a.shp"))': it has no reference system")
    let told = try read(folder.file("a.shp"), .init(crs: "EPSG:32632"))
    #expect(ShapeRaster(told.shapes[0].geometry).extent.columns == 10..<21)
  }

  @Test func `pixel coordinates may count rows downwards or as QGIS does`() throws {
    let folder = try TemporaryFolder()
    func file(_ name: String, _ sign: String) throws -> String {
      try folder.write(
        name,
        text: ReadingFieldTests.json(
          [
            (
              ReadingFieldTests.polygon("[[2,\(sign)3],[6,\(sign)3],[6,\(sign)8],[2,\(sign)8],[2,\(sign)3]]"),
              #"{"class":"crop"}"#
            )
          ],
          crs: nil))
    }
    let picture = AnnotationCase.picture(20, 10)
    let down = try read(file("a.geojson", ""), .init(coordinates: .pixels), onto: picture)
    let up = try read(file("b.geojson", "-"), .init(coordinates: .pixelsUpward), onto: picture)
    let window = PixelWindow(picture.size)
    let spans = ShapeRaster(down.shapes[0].geometry).spans(in: window)
    #expect(spans == (3..<8).map { PixelSpan(row: $0, columns: 2..<6) })
    #expect(ShapeRaster(up.shapes[0].geometry).spans(in: window) == spans)
    #expect(thrown { _ = try read(file("a.geojson", ""), onto: picture) }.contains("has no georeference"))
  }

  @Test func `layers and attributes are chosen by name`() throws {
    let folder = try TemporaryFolder()
    let source = try folder.write("a.json", text: ReadingFieldTests.json([(square, #"{"class":"crop"}"#)]))
    try tool("ogr2ogr", ["-nln", "one", folder.file("a.gpkg"), source])
    try tool("ogr2ogr", ["-update", "-nln", "two", folder.file("a.gpkg"), source])
    #expect(try read(folder.file("a.gpkg"), .init(layer: "two")).shapes.count == 1)
    #expect(thrown { _ = try read(folder.file("a.gpkg")) }.contains("several layers"))
    #expect(
      thrown { _ = try read(folder.file("a.gpkg"), .init(layer: "two", classAttribute: "clas")) }
        .hasSuffix("it has no attribute 'clas', only 'class', the nearest is 'class'"))
    #expect(
      thrown { _ = try read(folder.file("a.gpkg"), .init(layer: "one", classNames: ["a": "crops"])) }
        .hasSuffix("class 'a' is mapped to 'crops', which the legend does not have"))
  }
}
