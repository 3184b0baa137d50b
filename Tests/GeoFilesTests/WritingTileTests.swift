import CKernels
import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

@Suite struct WritingTileTests {
  static let sizes = [(1, 1), (511, 513), (1500, 700), (1033, 1600)]
    .map { PixelSize(width: $0.0, height: $0.1) }

  let folder: ScratchFolder
  let utm = GeoTransform(originX: 4.5e5, columnX: 0.05, rowX: 0, originY: 5.6e6, columnY: 0, rowY: -0.05)

  init() throws { folder = try ScratchFolder() }

  private func writer(_ size: PixelSize, _ kind: RasterKind = .index(name: "NDVI")) throws
    -> CloudOptimizedTileWriter
  {
    try CloudOptimizedTileWriter(
      path: folder["tiles.tif"], spool: folder["tiles.spool"], size: size, transform: utm,
      crsWKT: "EPSG:32632", kind: kind)
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder[name])))
  }

  /// The file that rows of the same samples give.
  private func written<Sample>(_ samples: [Sample], _ size: PixelSize, _ kind: RasterKind) throws -> [UInt8] {
    let writer = try CloudOptimizedWriter(
      path: folder["rows.tif"], size: size, transform: utm, crsWKT: "EPSG:32632", kind: kind)
    try writer.append(samples)
    try writer.finish()
    return try bytes("rows.tif")
  }

  /// The samples of each tile, nodata beyond the raster.
  private func tiles<Sample>(_ samples: [Sample], _ size: PixelSize, nodata: Sample) -> [Tile<Sample>] {
    let plan = TilePlan(mosaic: size, tileSize: 512)
    return (0..<plan.rowCount * plan.columnCount).map { place in
      let window = plan.window(row: place / plan.columnCount, column: place % plan.columnCount)
      var tile = [Sample](repeating: nodata, count: 512 * 512)
      for row in window.rows {
        for column in window.columns {
          tile[row % 512 * 512 + column % 512] = samples[row * size.width + column]
        }
      }
      return Tile(row: place / plan.columnCount, column: place % plan.columnCount, samples: tile)
    }
  }

  @Test(arguments: sizes)
  func `tiles from many threads give the file that rows give`(size: PixelSize) throws {
    let raster = RandomRaster(size: size, seed: size.width)
    var random = SeededGenerator(seed: size.height)
    let tiles = tiles(raster.floats, size, nodata: .nan).shuffled(using: &random)
    let writer = try writer(size)
    DispatchQueue.concurrentPerform(iterations: tiles.count) { place in
      _ = try? tiles[place].take(writer)
    }
    try writer.finish()
    let expected = try written(raster.floats, size, .index(name: "NDVI"))
    #expect(try bytes("tiles.tif").firstDifference(from: expected) == nil)
  }

  @Test(arguments: sizes)
  func `a writer that goes on after another gives the same file`(size: PixelSize) throws {
    let codes = RandomRaster(size: size, seed: size.height).codes
    let tiles = tiles(codes, size, nodata: 255)
    let before = try writer(size, .confidence)
    let receipts = try tiles.prefix(tiles.count / 2).map { try $0.take(before) }
    _ = try tiles.last?.take(before)
    try before.synchronize()
    let writer = try writer(size, .confidence)
    for (tile, receipt) in zip(tiles, receipts) {
      #expect(writer.holds(receipt))
      try writer.restore(receipt, row: tile.row, column: tile.column)
    }
    for tile in tiles.dropFirst(receipts.count) { _ = try tile.take(writer) }
    try writer.finish()
    let expected = try written(codes, size, .confidence)
    #expect(try bytes("tiles.tif").firstDifference(from: expected) == nil)
  }

  @Test func `floats are restored as they were`() throws {
    let size = PixelSize(width: 600, height: 300)
    let raster = RandomRaster(size: size, seed: 5)
    let tiles = tiles(raster.floats, size, nodata: .nan)
    let before = try writer(size)
    let receipts = try tiles.map { try $0.take(before) }
    let writer = try writer(size)
    for (tile, receipt) in zip(tiles, receipts) {
      try writer.restore(receipt, row: tile.row, column: tile.column)
    }
    try writer.finish()
    let expected = try written(raster.floats, size, .index(name: "NDVI"))
    #expect(try bytes("tiles.tif").firstDifference(from: expected) == nil)
  }

  @Test func `a tile that the spool does not hold any more is told`() throws {
    let size = PixelSize(width: 40, height: 30)
    let tile = try #require(tiles(RandomRaster(size: size, seed: 1).floats, size, nodata: .nan).first)
    let receipt = try tile.take(try writer(size))
    #expect(try writer(size).holds(receipt))
    var spool = try bytes("tiles.spool")
    spool[spool.count / 2] ^= 1
    try Data(spool).write(to: URL(fileURLWithPath: folder["tiles.spool"]))
    #expect(try !writer(size).holds(receipt))
    #expect(throws: OutputError.self) { try writer(size).restore(receipt, row: 0, column: 0) }
    try Data().write(to: URL(fileURLWithPath: folder["tiles.spool"]))
    #expect(try !writer(size).holds(receipt))
    #expect(try !writer(size).holds([1, 2, 3]))
  }

  @Test func `missing tiles give no file`() throws {
    let writer = try writer(PixelSize(width: 600, height: 30))
    #expect(throws: OutputError.self) { try writer.finish() }
    #expect(folder.names == ["tiles.spool"])
  }

  @Test(arguments: 0..<50)
  func `the predictor is that of the technical note, and is undone`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let row = (0..<Int.random(in: 1...700, using: &random)).map { _ in
      Int.random(in: 0..<4, using: &random) == 0 ? 0xFFC0_0001 : UInt32.random(in: 0...(.max), using: &random)
    }
    let canonical = row.map { Float(bitPattern: $0).isNaN ? Float.nan.bitPattern : $0 }
    var expected = [24, 16, 8, 0].flatMap { shift in
      canonical.map { UInt8(truncatingIfNeeded: $0 >> UInt32(shift)) }
    }
    for place in expected.indices.dropFirst().reversed() { expected[place] &-= expected[place - 1] }
    var bytes = [UInt8](repeating: 0, count: 4 * row.count)
    predict_floats(row, &bytes, row.count)
    #expect(bytes == expected)
    var restored = [UInt32](repeating: 0, count: row.count)
    restore_floats(&bytes, &restored, row.count)
    #expect(restored == canonical)
  }
}

/// The samples of one tile.
private struct Tile<Sample: Sendable>: Sendable {
  let row: Int
  let column: Int
  let samples: [Sample]

  func take(_ writer: CloudOptimizedTileWriter) throws -> [UInt8] {
    try samples.withUnsafeBytes { bytes in
      try writer.take(try #require(bytes.baseAddress), row: row, column: column)
    }
  }
}
