import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

/// Which pixels shapes choose, beside gdal_rasterize.
@Suite struct AnnotationRasterTests {
  /// A layer of polygons with holes and of two classes, as GeoJSON.
  private func features(_ seed: Int, isHalf: Bool) -> [(geometry: String, properties: String)] {
    var generator = SeededGenerator(seed: seed)
    return (0..<12).map { index in
      let centre = GridPoint(
        column: Double.random(in: -5...165, using: &generator),
        row: Double.random(in: -5...125, using: &generator))
      let outer = AnnotationCase.star(centre, radius: 30, isHalf: isHalf, by: &generator)
      let hole = AnnotationCase.star(centre, radius: 8, isHalf: isHalf, by: &generator)
      let rings = AnnotationCase.ring(outer) + (index % 2 == 0 ? "," + AnnotationCase.ring(hole) : "")
      return (
        ReadingFieldTests.polygon(rings),
        #"{"class":"\#(index % 3 == 0 ? "crop" : "weed")","code":\#(index % 3 == 0 ? 1 : 2)}"#
      )
    }
  }

  private func rasterized(_ path: String, in folder: TemporaryFolder) throws -> [UInt8] {
    let size = AnnotationCase.size
    let raster = try RawRaster(size, bands: 1, type: .uint8) { _, _, _ in 255 }.writeTIFF(
      "burnt.tif", in: folder,
      arguments: [
        "-a_srs", "EPSG:32632", "-a_ullr", "500000", "5900000", "\(500_000 + size.width)",
        "\(5_900_000 - size.height)",
      ])
    try tool("gdal_rasterize", ["-q", "-a", "code", path, raster])
    return try AnnotationCase.bytes(raster, size)
  }

  @Test(arguments: 1...12)
  func `the pixels are those of gdal_rasterize`(seed: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.geojson", text: ReadingFieldTests.json(features(seed, isHalf: seed % 2 == 0)))
    try tool("ogr2ogr", ["-nlt", "PROMOTE_TO_MULTI", folder.file("a.gpkg"), path])
    let target = try AnnotationCase.target()
    let read = try AnnotationFile.read(
      path: folder.file("a.gpkg"), options: .init(), legend: AnnotationCase.legend(), onto: target)
    #expect(read.findings.isEmpty)
    #expect(read.shapes.count == 12)
    let labels = ShapeLabels(read.shapes, size: target.size, overlap: .later)
    let expected = try rasterized(folder.file("a.gpkg"), in: folder)
    #expect(try AnnotationCase.raster(labels, target.size) == expected)
    #expect(try AnnotationCase.raster(labels, target.size, window: 17) == expected)
    #expect(Set(expected) == [1, 2, 255])
  }

  @Test(arguments: 1...4)
  func `shapes in another system choose the same pixels`(seed: Int) throws {
    let folder = try TemporaryFolder()
    let utm = try folder.write("utm.geojson", text: ReadingFieldTests.json(features(seed, isHalf: false)))
    try tool("ogr2ogr", ["-t_srs", "EPSG:4326", "-nlt", "POLYGON", folder.file("deg.shp"), utm])
    let target = try AnnotationCase.target()
    let read = try AnnotationFile.read(
      path: folder.file("deg.shp"), options: .init(), legend: AnnotationCase.legend(), onto: target)
    let labels = ShapeLabels(read.shapes, size: target.size, overlap: .later)
    #expect(try AnnotationCase.raster(labels, target.size) == rasterized(folder.file("deg.shp"), in: folder))
  }

  @Test func `two classes on one pixel are decided as declared`() throws {
    let size = PixelSize(width: 4, height: 1)
    let shapes = [AnnotationCase.box(1, 0, 0, 2, 1), AnnotationCase.box(2, 1, 0, 3, 1)]
    func raster(_ overlap: ShapeLabels.Overlap) throws -> [ClassCode] {
      try AnnotationCase.raster(ShapeLabels(shapes, size: size, overlap: overlap), size)
    }
    #expect(try raster(.unlabelled) == [1, 255, 2, 255])
    #expect(try raster(.later) == [1, 2, 2, 255])
    #expect(try raster(.order([1, 2])) == [1, 1, 2, 255])
    #expect(try raster(.order([2])) == [1, 2, 2, 255])
    #expect(try raster(.order([7])) == [1, 255, 2, 255])
  }

  @Test func `a disputed pixel stays so whatever comes after`() throws {
    let size = PixelSize(width: 2, height: 1)
    let shapes = [1, 2, 1, 2].map { AnnotationCase.box($0, 0, 0, 1, 1) }
    #expect(try AnnotationCase.raster(ShapeLabels(shapes, size: size), size) == [255, 255])
  }

  @Test func `a background fills its region and never a shape`() throws {
    let size = PixelSize(width: 5, height: 1)
    let shapes = [AnnotationCase.box(1, 1, 0, 2, 1), AnnotationCase.box(2, 4, 0, 5, 1)]
    let region = [PixelPolygon(PixelWindow(columns: 0..<3, rows: 0..<1))]
    let some = ShapeLabels(shapes, size: size, background: .init(code: 0, region: region))
    #expect(try AnnotationCase.raster(some, size) == [0, 1, 0, 255, 2])
    #expect(some.extent == PixelWindow(size))
    let all = ShapeLabels(shapes, size: size, background: .init(code: 0))
    #expect(try AnnotationCase.raster(all, size) == [0, 1, 0, 0, 2])
    #expect(ShapeLabels(shapes, size: size).extent.columns == 1..<5)
  }

  @Test func `discs hold the pixels whose centre is near and at least one`() throws {
    let size = PixelSize(width: 7, height: 7)
    func raster(_ column: Double, _ row: Double, _ radius: Double) throws -> [ClassCode] {
      let shape = AnnotationShape(
        number: 0, className: "crop", code: 1,
        geometry: .disc(
          centre: GridPoint(column: column, row: row), columnRadius: radius, rowRadius: radius), file: "a")
      return try AnnotationCase.raster(ShapeLabels([shape], size: size), size, window: 3)
    }
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<50 {
      let column = Double.random(in: 0..<7, using: &generator)
      let row = Double.random(in: 0..<7, using: &generator)
      let radius = Double.random(in: 0.05...4, using: &generator)
      let expected: [ClassCode] = (0..<49).map { index in
        let (x, y) = (Double(index % 7) + 0.5 - column, Double(index / 7) + 0.5 - row)
        let isHome = index % 7 == Int(column) && index / 7 == Int(row)
        return isHome || x * x + y * y <= radius * radius ? 1 : 255
      }
      #expect(try raster(column, row, radius) == expected)
    }
  }
}
