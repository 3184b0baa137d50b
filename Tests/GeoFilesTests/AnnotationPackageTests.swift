import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

/// Findings and tiles as layers, and real annotations.
@Suite struct AnnotationPackageTests {
  private func write(_ path: String, _ target: AnnotationTarget) throws {
    let package = try AnnotationPackage(path: path, target: target)
    try package.append(
      AnnotationFinding(
        .suspectedError, .warning, className: "crop", otherClass: "weed", annotator: "ada",
        place: [PixelPolygon(PixelWindow(columns: 2..<4, rows: 1..<2))], pixelCount: 2, score: -0.5, rank: 1,
        sentence: "it looks like weed"))
    try package.append(AnnotationFinding(.rareClass, .error, className: "weed", sentence: "too few"))
    try package.append(
      .init(
        rank: 1, window: PixelWindow(columns: 0..<8, rows: 8..<16), uncertainty: 0.7, field: "A",
        reason: "uncertain"))
    try package.finish()
  }

  @Test func `layers carry place, class and order and QGIS finds their styles`() throws {
    let folder = try ScratchFolder()
    let path = folder["labels.gpkg"]
    try write(path, AnnotationCase.target())
    let rows = try Tool.query(
      path, "select kind, severity, class, suggested, score, rank, sentence from label_findings order by fid")
    #expect(
      rows == [
        "suspected_error|warning|crop|weed|-0.5|1|it looks like weed",
        "rare_class|error|weed|None|None|None|too few",
      ])
    #expect(
      try Tool.query(path, "select f_table_name, useAsDefault, length(styleQML) > 500 from layer_styles")
        == ["label_findings|1|1", "label_next|1|1"])
    let features = try Tool.features(path, layer: "label_findings")
    let geometry = try #require(features[0]["geometry"] as? [String: Any])
    let corners = try #require(geometry["coordinates"] as? [[[[Double]]]])
    #expect(
      Set(corners[0][0]) == [
        [500_002, 5_899_999], [500_004, 5_899_999], [500_004, 5_899_998], [500_002, 5_899_998],
      ])
    #expect(features[1]["geometry"] is NSNull)
    #expect(
      String(decoding: try Tool.run("ogrinfo", ["-so", path, "label_next"]), as: UTF8.self)
        .contains(#"ID["EPSG",32632]"#))
  }

  @Test func `a plain picture's findings lie where QGIS draws it`() throws {
    let folder = try ScratchFolder()
    try write(folder["labels.gpkg"], AnnotationCase.picture(20, 20))
    let geometry = try #require(
      try Tool.features(folder["labels.gpkg"], layer: "label_next")[0]["geometry"] as? [String: Any])
    let corners = try #require(geometry["coordinates"] as? [[[[Double]]]])
    #expect(Set(corners[0][0]) == [[0, -8], [8, -8], [8, -16], [0, -16]])
  }

  /// A window of the real mosaic whose plants were outlined by hand.
  @Test(.enabled(if: Oracle.realData != nil, "the real data sets are not beside the project"))
  func `real outlines choose the pixels of gdal_rasterize`() throws {
    guard let data = Oracle.realData?.appendingPathComponent("potato-weed").path else { return }
    let folder = try TemporaryFolder()
    let mosaic = try MosaicFile.open(RasterLocator(path: data + "/mosaic.tif"))
    let target = AnnotationTarget(mosaic)
    let read = try AnnotationFile.read(
      path: data + "/instances.gpkg",
      options: .init(classAttribute: "label", classNames: ["potato": "crop"]),
      legend: AnnotationCase.legend(),
      onto: target)
    #expect(read.shapes.count { $0.code == 1 } == 338)
    #expect(read.shapes.count { $0.code == 2 } == 664)
    let labels = ShapeLabels(read.shapes.filter { $0.code == 1 }, size: target.size)
    try tool(
      "gdal_rasterize",
      [
        "-q", "-burn", "1", "-where", "label='potato'", "-ot", "Byte", "-tr", "0.003", "0.003", "-te",
        "500000",
        "5899990.4", "500032.64", "5900000", data + "/instances.gpkg", folder.file("potato.tif"),
      ])
    let expected = try AnnotationCase.bytes(folder.file("potato.tif"), target.size)
    let got = try AnnotationCase.raster(labels, target.size)
    // The outlines follow pixel corners, so that slanted edges run through
    // centres: there gdal_rasterize decides by rounding of its coordinates.
    let index = ShapeIndex(read.shapes.filter { $0.code == 1 }, within: PixelWindow(target.size))
    let differing = got.indices.filter { (expected[$0] == 1) != (got[$0] == 1) }
    #expect(differing.count < 10_000)
    // One feature holds a line besides its polygon, which gdal_rasterize draws
    // and Furrow tells.
    #expect(read.findings.contains { $0.kind == .unsupportedShape && $0.sentence.contains("linestring") })
    let others = differing.filter {
      !isOnEdge(PixelPoint(column: $0 % target.size.width, row: $0 / target.size.width), index)
    }
    #expect(others == (1483...1487).map { $0 * target.size.width + 5313 })
    let raster = try RasterLabels(path: data + "/labels.tif", legend: AnnotationCase.legend(), onto: target)
    #expect(raster.isOnGrid)
    #expect(try raster.findings().isEmpty)
    let truth = try AnnotationCase.raster(raster, target.size)
    let both = zip(truth, got).count { $0 == 1 && $1 == 1 }
    let either = zip(truth, got).count { $0 == 1 || $1 == 1 }
    #expect(Double(both) / Double(either) > 0.95)
  }

  /// True where a pixel's centre lies on an outline, but for rounding.
  private func isOnEdge(_ pixel: PixelPoint, _ index: ShapeIndex) -> Bool {
    let (x, y) = (Double(pixel.column) + 0.5, Double(pixel.row) + 0.5)
    let window = PixelWindow(
      columns: (pixel.column - 1)..<(pixel.column + 2), rows: (pixel.row - 1)..<(pixel.row + 2))
    return index.candidates(in: window).flatMap { index.shapes[$0].geometry.outline }.contains { polygon in
      ([polygon.outer] + polygon.holes).contains { ring in
        ring.indices.contains { place in
          let (one, two) = (ring[place], ring[(place + 1) % ring.count])
          let (dx, dy) = (two.column - one.column, two.row - one.row)
          let square = dx * dx + dy * dy
          guard square > 0 else { return false }
          let share = min(max(((x - one.column) * dx + (y - one.row) * dy) / square, 0), 1)
          let (u, v) = (x - one.column - share * dx, y - one.row - share * dy)
          return u * u + v * v < 1e-10
        }
      }
    }
  }

  @Test(.enabled(if: Oracle.realData != nil, "the real data sets are not beside the project"))
  func `a real coloured picture has no other colour`() throws {
    guard let data = Oracle.realData?.appendingPathComponent("carrot-cwfid").path else { return }
    let colors = ["soil": "#000000", "crop": "#00ff00", "weed": "#ff0000"].mapValues {
      [LabelValue($0)].compactMap { $0 }
    }
    let labels = try RasterLabels(
      path: data + "/annotations/002_annotation.png", values: colors, legend: AnnotationCase.legend(),
      onto: AnnotationTarget(name: "002_image.png", size: PixelSize(width: 1296, height: 966), grid: nil))
    #expect(try labels.findings().isEmpty)
    #expect(try Set(AnnotationCase.raster(labels, PixelSize(width: 1296, height: 966))) == [0, 1, 2])
  }
}
