import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

/// Class rasters and coloured pictures as labels.
@Suite struct AnnotationLabelRasterTests {
  private let folder: TemporaryFolder
  private let size = AnnotationCase.size
  private let place = ["-a_srs", "EPSG:32632", "-a_ullr", "500000", "5900000", "500160", "5899880"]

  init() throws { folder = try TemporaryFolder() }

  private func classes(_ size: PixelSize) -> RawRaster {
    RawRaster(size, bands: 1, type: .uint8) { _, column, row in Double((column / 5 + row / 3) % 5) }
  }

  private func labels(
    _ path: String, _ values: [String: [LabelValue]] = [:], onto target: AnnotationTarget? = nil,
    crs: String? = nil
  ) throws -> RasterLabels {
    try RasterLabels(
      path: path, values: values, legend: AnnotationCase.legend(), onto: target ?? AnnotationCase.target(),
      crs: crs)
  }

  @Test func `a raster on the grid is read as it is and unmapped values are counted`() throws {
    let path = try classes(size).writeTIFF("a.tif", in: folder, arguments: place)
    let labels = try labels(path)
    #expect(labels.isOnGrid)
    let expected = classes(size).bytes.map { $0 < 3 ? $0 : 255 }
    #expect(try AnnotationCase.raster(labels, size, window: 33) == expected)
    let findings = try labels.findings()
    #expect(findings.map(\.className) == ["3", "4"] || findings.map(\.className) == ["4", "3"])
    for finding in findings {
      #expect(finding.kind == .unmappedValue)
      #expect(finding.pixelCount == classes(size).bytes.count { "\($0)" == finding.className })
    }
    let mapped = try self.labels(path, ["weed": [.number(4), .number(0)], "crop": [.number(2)]])
    #expect(
      try AnnotationCase.raster(mapped, size) == classes(size).bytes.map { [2, 255, 1, 255, 2][Int($0)] })
    #expect(try mapped.findings().count == 2)
  }

  /// gdalwarp carries centres exactly with `-et 0`.
  @Test(arguments: [
    ["-tr", "0.7", "0.7", "-te", "500010", "5899900", "500100", "5899990"],
    ["-tr", "3", "2", "-te", "499950", "5899800", "500300", "5900100"],
    ["-t_srs", "EPSG:4326"], ["-t_srs", "EPSG:25833"],
  ])
  func `a raster off the grid gives the nearest label, as gdalwarp does`(how: [String]) throws {
    let path = try classes(size).writeTIFF("a.tif", in: folder, arguments: place)
    try tool("gdalwarp", ["-q", "-et", "0", "-dstnodata", "9"] + how + [path, folder.file("off.tif")])
    try tool(
      "gdalwarp",
      [
        "-q", "-et", "0", "-r", "near", "-t_srs", "EPSG:32632", "-te", "500000", "5899880", "500160",
        "5900000",
        "-tr", "1", "1", folder.file("off.tif"), folder.file("back.tif"),
      ])
    let labels = try labels(
      folder.file("off.tif"),
      ["soil": [.number(0)], "crop": [.number(1), .number(3)], "weed": [.number(2), .number(4)]])
    #expect(!labels.isOnGrid)
    let expected: [ClassCode] = try AnnotationCase.bytes(folder.file("back.tif"), size).map {
      [0, 1, 2, 1, 2, 255, 255, 255, 255, 255][Int($0)]
    }
    let got = try AnnotationCase.raster(labels, size, window: 50)
    #expect(zip(got, expected).count { $0 != $1 } <= (how[0] == "-tr" ? 0 : 4))
    #expect(Set(got).count >= 3)
    for (index, code) in got.enumerated() where code != .nodata {
      #expect(
        labels.extent.columns.contains(index % size.width) && labels.extent.rows.contains(index / size.width))
    }
    #expect(try labels.findings().isEmpty)
  }

  private func picture(_ name: String, bands: Int) throws -> String {
    let colors: [[Double]] = [
      [0, 0, 0, 255], [0, 255, 0, 255], [255, 0, 0, 255], [9, 9, 9, 255], [0, 255, 0, 0],
    ]
    let raw = RawRaster(PixelSize(width: 5, height: 2), bands: bands, type: .uint8) { band, column, row in
      colors[(column + row) % 5][band - 1]
    }
    let path = try raw.writeENVI("raw-" + name, in: folder)
    let roles = ["red", "green", "blue", "alpha"].prefix(bands).enumerated().flatMap {
      ["-colorinterp_\($0.offset + 1)", $0.element]
    }
    try tool("gdal_translate", ["-q", "-of", "PNG"] + roles + [path, folder.file(name)])
    return folder.file(name)
  }

  private let colors: [String: [LabelValue]] = [
    "soil": [LabelValue("#000000")].compactMap { $0 }, "crop": [LabelValue("#00ff00")].compactMap { $0 },
    "weed": [LabelValue("#FF0000")].compactMap { $0 },
  ]

  @Test(arguments: [3, 4])
  func `colours of a plain picture are classes and clear pixels have none`(bands: Int) throws {
    let path = try picture("a.png", bands: bands)
    let target = AnnotationCase.picture(5, 2)
    let labels = try labels(path, colors, onto: target)
    let last: ClassCode = bands == 4 ? 255 : 1
    #expect(try AnnotationCase.raster(labels, target.size) == [0, 1, 2, 255, last, 1, 2, 255, last, 0])
    let findings = try labels.findings()
    #expect(findings.map(\.className) == ["#090909"])
    #expect(findings.map(\.pixelCount) == [2])
  }

  @Test func `a palette's colours are classes`() throws {
    let path = try picture("a.png", bands: 3)
    try tool("gdal_translate", ["-q", "-of", "GTiff", path, folder.file("rgb.tif")])
    let code = """
      import sys
      from osgeo import gdal
      source = gdal.GetDriverByName("MEM").Create("", 5, 2, 1)
      table = gdal.ColorTable()
      for index, color in enumerate([(0, 0, 0, 255), (0, 255, 0, 255), (255, 0, 0, 255), (9, 9, 9, 255)]):
          table.SetColorEntry(index, color)
      band = source.GetRasterBand(1)
      band.SetColorTable(table)
      band.WriteRaster(0, 0, 5, 2, bytes([0, 1, 2, 3, 1, 1, 2, 3, 1, 0]))
      gdal.GetDriverByName("PNG").CreateCopy(sys.argv[1], source)
      """
    try tool("/usr/bin/python3", ["-c", code, folder.file("p.png")])
    let target = AnnotationCase.picture(5, 2)
    let labels = try labels(folder.file("p.png"), colors, onto: target)
    #expect(try AnnotationCase.raster(labels, target.size) == [0, 1, 2, 255, 1, 1, 2, 255, 1, 0])
  }

  @Test func `fractions match no whole value and nodata is no label`() throws {
    let raw = RawRaster(PixelSize(width: 4, height: 1), bands: 1, type: .float32) { _, column, _ in
      [1, 1.5, .nan, -7][column]
    }
    let path = try raw.writeTIFF("a.tif", in: folder, arguments: ["-a_nodata", "-7"])
    let target = AnnotationCase.picture(4, 1)
    let labels = try labels(path, onto: target)
    #expect(try AnnotationCase.raster(labels, target.size) == [1, 255, 255, 255])
    #expect(try labels.findings().map(\.className) == ["1.5"])
  }

  @Test func `what does not fit is refused`() throws {
    let plain = try classes(PixelSize(width: 9, height: 9)).writeTIFF("a.tif", in: folder, arguments: [])
    #expect(
      thrown { _ = try labels(plain) }.hasSuffix(
        "it has no georeference and 9 x 9 pixels, 'images/north.tif' has 160 x 120"))
    let bare = try classes(size).writeTIFF(
      "b.tif", in: folder, arguments: Array(place.suffix(5)))
    #expect(thrown { _ = try labels(bare) }.hasSuffix("it has no reference system"))
    #expect(try labels(bare, crs: "EPSG:32632").isOnGrid)
    #expect(thrown { _ = try labels(bare, colors, crs: "EPSG:32632") }.contains("one band without a palette"))
    #expect(thrown { _ = try labels(picture("c.png", bands: 3)) }.contains("give its classes by colour"))
    #expect(
      thrown { _ = try labels(bare, ["crop": [.number(1)], "weed": [.number(1)]]) }
        .hasSuffix("the value 1 is given for two classes"))
    #expect(thrown { _ = try labels(bare, ["grass": [.number(1)]]) }.contains("class 'grass'"))
    let text = try folder.write("d.tif", text: "no picture")
    #expect(thrown { _ = try labels(text) }.contains("it is not a TIFF or PNG image"))
  }
}
