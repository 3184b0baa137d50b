import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

@Suite struct WritingCloudOptimizedTests {
  static let sizes = [(1, 1), (511, 512), (513, 511), (512, 513), (1500, 700), (1, 1100), (1033, 2)]
    .map { PixelSize(width: $0.0, height: $0.1) }

  let folder: ScratchFolder
  let utm = GeoTransform(originX: 4.5e5, columnX: 0.05, rowX: 0, originY: 5.6e6, columnY: 0, rowY: -0.05)

  init() throws { folder = try ScratchFolder() }

  @Test(arguments: sizes)
  func `a mask and its overviews read back as they were`(size: PixelSize) throws {
    let samples = RandomRaster(size: size, seed: size.width).codes
    try write(samples, size: size, kind: .mask(Legend.sample))
    try expectPyramid(samples, size: size) { block in
      let valid = block.filter { $0 != 255 }
      let votes = Dictionary(grouping: valid, by: \.self).mapValues(\.count)
      return votes.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 255
    }
  }

  @Test(arguments: sizes)
  func `confidence and its overviews read back as they were`(size: PixelSize) throws {
    let samples = RandomRaster(size: size, seed: size.height).codes.map { $0 == 255 ? 255 : $0 * 9 % 101 }
    try write(samples, size: size, kind: .confidence)
    try expectPyramid(samples, size: size) { block in
      let valid = block.filter { $0 != 255 }.map(Double.init)
      return valid.isEmpty ? 255 : UInt8((valid.reduce(0, +) / Double(valid.count)).rounded())
    }
  }

  @Test(arguments: sizes)
  func `an index and its overviews read back as they were`(size: PixelSize) throws {
    let samples = RandomRaster(size: size, seed: size.height + 7).floats
    try write(samples, size: size, kind: .index(name: "NDVI"))
    try expectPyramid(samples.map(\.bitPattern), size: size) { block in
      let valid = block.map(Float.init(bitPattern:)).filter { !$0.isNaN }.map(Double.init)
      guard !valid.isEmpty else { return Float.nan.bitPattern }
      return Float(valid.reduce(0, +) / Double(valid.count)).bitPattern
    }
  }

  @Test(.enabled(if: Tool.hasValidators), arguments: [false, true])
  func `the layout is valid in every block`(forcesBigTIFF: Bool) throws {
    let size = PixelSize(width: 1500, height: 1700)
    let raster = RandomRaster(size: size, seed: 3)
    try write(raster.codes, size: size, kind: .mask(Legend.sample), forcesBigTIFF: forcesBigTIFF)
    let script = Tool.samples + "/validate_cloud_optimized_geotiff.py"
    let said = try Tool.run("python3", [script, "--full-check=yes", folder["out.tif"]])
    #expect(String(decoding: said, as: UTF8.self).contains("is a valid cloud optimized GeoTIFF"))
    let head = try Data(contentsOf: URL(fileURLWithPath: folder["out.tif"])).prefix(4)
    #expect(Array(head) == [0x49, 0x49, forcesBigTIFF ? 43 : 42, 0])
    try expect(raster.codes, overview: nil)
  }

  @Test func `a mask carries palette, nodata and its name`() throws {
    try write([0, 1, 2, 255], size: PixelSize(width: 2, height: 2), kind: .mask(Legend.sample))
    let band = try #require(bands().first)
    #expect(band["colorInterpretation"] as? String == "Palette")
    #expect(band["noDataValue"] as? Double == 255)
    #expect(band["description"] as? String == "class")
    let table = try #require(band["colorTable"] as? [String: Any])
    let entries = try #require(table["entries"] as? [[Int]])
    #expect(entries.count == 256)
    for entry in try Legend.sample.entries {
      let color = entry.color
      #expect(entries[Int(entry.code)] == [Int(color.red), Int(color.green), Int(color.blue), 255])
    }
    #expect(entries[255] == [0, 0, 0, 0])
  }

  @Test func `confidence and index say what they are`() throws {
    try write([0, 100, 255, 50], size: PixelSize(width: 2, height: 2), kind: .confidence)
    let confidence = try #require(bands().first)
    #expect(confidence["unit"] as? String == "%")
    #expect(confidence["colorInterpretation"] as? String == "Gray")
    let samples: [Float] = [0.5, .nan, -1, 2]
    try write(samples, size: PixelSize(width: 2, height: 2), kind: .index(name: "a<b & \"ü\""))
    let index = try #require(bands().first)
    #expect(index["type"] as? String == "Float32")
    #expect(index["noDataValue"] as? String == "NaN")
    #expect(index["description"] as? String == "a<b & \"ü\"")
  }

  @Test func `threads and a second writing change no byte`() throws {
    let size = PixelSize(width: 1300, height: 1100)
    let raster = RandomRaster(size: size, seed: 11)
    func bytes(_ parallel: @escaping ParallelLoop) throws -> Data {
      try write(raster.floats, size: size, kind: .index(name: "ExG"), parallel: parallel)
      return try Data(contentsOf: URL(fileURLWithPath: folder["out.tif"]))
    }
    let serial = try bytes(serialLoop)
    let threaded = try bytes { count, body in
      DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
    let again = try bytes(serialLoop)
    #expect(Array(threaded).firstDifference(from: Array(serial)) == nil)
    #expect(Array(again).firstDifference(from: Array(serial)) == nil)
    #expect(folder.names == ["out.tif"])
  }

  func bands() throws -> [[String: Any]] {
    try #require(try Tool.info(folder["out.tif"])["bands"] as? [[String: Any]])
  }

  func write<Sample>(
    _ samples: [Sample], size: PixelSize, kind: RasterKind, forcesBigTIFF: Bool = false,
    parallel: @escaping ParallelLoop = serialLoop
  ) throws {
    let writer = try CloudOptimizedWriter(
      path: folder["out.tif"], size: size, transform: utm, crsWKT: "EPSG:32632", kind: kind,
      forcesBigTIFF: forcesBigTIFF, parallel: parallel)
    try writer.append(samples)
    try writer.finish()
  }

  /// Compares every resolution with blocks of four taken from the one above.
  func expectPyramid<Sample: Equatable>(
    _ samples: [Sample], size: PixelSize, _ reduce: ([Sample]) -> Sample
  ) throws {
    var (samples, size) = (samples, size)
    try expect(samples, overview: nil)
    var overview = 0
    while max(size.width, size.height) > 512 {
      (samples, size) = halved(samples, size: size, reduce)
      try expect(samples, overview: overview)
      overview += 1
    }
    #expect((try bands().first?["overviews"] as? [Any] ?? []).count == overview)
  }

  func expect<Sample: Equatable>(_ samples: [Sample], overview: Int?) throws {
    let read = try Tool.samples(
      folder["out.tif"], as: Sample.self, count: samples.count, overview: overview)
    #expect(read.firstDifference(from: samples) == nil)
  }

  func halved<Sample>(
    _ samples: [Sample], size: PixelSize, _ reduce: ([Sample]) -> Sample
  ) -> ([Sample], PixelSize) {
    let half = PixelSize(width: (size.width + 1) / 2, height: (size.height + 1) / 2)
    var result: [Sample] = []
    for row in 0..<half.height {
      for column in 0..<half.width {
        var block: [Sample] = []
        for y in (2 * row)..<min(2 * row + 2, size.height) {
          for x in (2 * column)..<min(2 * column + 2, size.width) {
            block.append(samples[y * size.width + x])
          }
        }
        result.append(reduce(block))
      }
    }
    return (result, half)
  }
}
