import Grid
import Pixels
import Segmentation
import Spectral
import Synchronization
import TestSupport
import Testing

@testable import Batch

/// Tiles that hold nothing are passed by, and nobody can tell from the results.
@Suite struct EmptyTileTests {
  /// A scene of which a part is blank, cut into tiles.
  private static func plan(_ seed: Int, _ cut: SeamCut) throws -> FlightPlan {
    var plan = try SeamScene(seed: seed).plan(cut)
    let size = plan.size
    plan.source = BlankedSource(
      base: plan.source,
      blank: PixelWindow(columns: 20..<size.width - 60, rows: 0..<size.height - 70))
    return plan
  }

  @Test(arguments: [2, 3, 4]) func `results are those of segmenting every tile`(seed: Int) throws {
    let whole = try GroundRun(Self.plan(seed, SeamCut(tileSize: 2048, workerCount: 1)))
    #expect(Set(whole.mask).count > 2)
    for tileSize in [64, 128] {
      let tiles = Mutex(0)
      var plan = try Self.plan(seed, SeamCut(tileSize: tileSize, workerCount: 2))
      plan.segmenter = CountingSegmenter(base: plan.segmenter) { tiles.withLock { $0 += 1 } }
      let other = try GroundRun(plan)
      #expect(other.mask == whole.mask)
      #expect(other.layers == whole.layers)
      #expect(other.findings == whole.findings)
      let columns = (plan.size.width + tileSize - 1) / tileSize
      if tileSize == 64 { #expect(tiles.withLock { $0 } < columns * plan.strips.count) }
    }
  }

  @Test func `without index rasters tiles at the border are passed by too`() throws {
    var counts: [Int] = []
    for layers in [[], [1]] {
      let tiles = Mutex(0)
      var plan = try Self.plan(3, SeamCut(tileSize: 64, workerCount: 2))
      plan.layerIndices = layers
      plan.writesConfidence = false
      plan.segmenter = CountingSegmenter(base: plan.segmenter) { tiles.withLock { $0 += 1 } }
      try FlightPipeline(plan).run(store: MemoryStripStore()) { _ in }
      counts.append(tiles.withLock { $0 })
    }
    #expect(counts[0] < counts[1])
  }

  @Test(arguments: [SampleType.uint8, .uint16, .int16, .float32])
  func `one sample anywhere is found`(type: SampleType) {
    let window = PixelWindow(columns: 10..<75, rows: 5..<12)
    let buffer = StripBuffer(
      StripBuffer.Layout(
        firstColumn: 3, width: 100, capacity: 10, planeCount: 2, sampleType: type, hasMask: false))
    buffer.begin(rows: 4..<14)
    // Outside of the window anything may stand.
    func fill() {
      for plane in 0..<2 {
        for row in 4..<14 {
          buffer.address(plane: plane, row: row).initializeMemory(
            as: UInt8.self, repeating: 7, count: buffer.layout.rowStride)
          guard window.rows.contains(row) else { continue }
          (buffer.address(plane: plane, row: row) + 7 * type.byteCount).initializeMemory(
            as: UInt8.self, repeating: 0, count: window.width * type.byteCount)
        }
      }
    }
    let band = BandCalibrator.Band(calibration: .counts, nodata: 0)
    let search = NodataSearch(
      calibrator: BandCalibrator(sampleType: type, bands: [band, band]), alphaPlane: nil)
    fill()
    #expect(search.findsNothing(in: window, of: buffer))
    var random = SeededGenerator(seed: 8)
    for _ in 0..<40 {
      fill()
      let column = Int.random(in: window.columns, using: &random)
      let row = Int.random(in: window.rows, using: &random)
      let byte = (column - 3) * type.byteCount + type.byteCount - 1
      (buffer.address(plane: Int.random(in: 0...1, using: &random), row: row) + byte)
        .storeBytes(of: 0x40, as: UInt8.self)
      #expect(!search.findsNothing(in: window, of: buffer))
    }
  }

  @Test func `without a nodata value nothing is passed by`() {
    let window = PixelWindow(columns: 0..<8, rows: 0..<2)
    let buffer = StripBuffer(
      StripBuffer.Layout(width: 8, capacity: 2, planeCount: 1, sampleType: .uint8, hasMask: true))
    buffer.begin(rows: 0..<2)
    for row in 0..<2 {
      buffer.address(plane: 0, row: row).initializeMemory(as: UInt8.self, repeating: 0, count: 8)
      buffer.maskAddress(row: row, column: 0)?.update(repeating: 255, count: 8)
    }
    for nodata in [nil, 300.0, 0.5] {
      let band = BandCalibrator.Band(calibration: .counts, nodata: nodata)
      let search = NodataSearch(
        calibrator: BandCalibrator(sampleType: .uint8, bands: [band]), alphaPlane: nil)
      #expect(!search.findsNothing(in: window, of: buffer))
      for row in 0..<2 { buffer.maskAddress(row: row, column: 0)?.update(repeating: 0, count: 8) }
      #expect(search.findsNothing(in: window, of: buffer), "the mask says so")
      buffer.maskAddress(row: 1, column: 7)?.pointee = 1
      #expect(!search.findsNothing(in: window, of: buffer))
      for row in 0..<2 { buffer.maskAddress(row: row, column: 0)?.update(repeating: 255, count: 8) }
    }
  }
}

/// A source whose samples are 0 in a window.
private struct BlankedSource: TileSource {
  let base: any TileSource
  let blank: PixelWindow

  var mosaic: MosaicDescription { base.mosaic }

  func makeReader() throws -> any TileReader {
    Reader(base: try base.makeReader(), blank: blank, sampleBytes: base.mosaic.sampleType.byteCount)
  }

  private final class Reader: TileReader {
    let base: any TileReader
    let blank: PixelWindow
    let sampleBytes: Int

    init(base: any TileReader, blank: PixelWindow, sampleBytes: Int) {
      (self.base, self.blank, self.sampleBytes) = (base, blank, sampleBytes)
    }

    func read(
      _ window: PixelWindow, bands: [Int], into samples: UnsafeMutableRawPointer, rowStride: Int,
      planeStride: Int
    ) throws {
      try base.read(window, bands: bands, into: samples, rowStride: rowStride, planeStride: planeStride)
      let columns = blank.columns.clamped(to: window.columns)
      for plane in bands.indices {
        for row in blank.rows.clamped(to: window.rows) {
          let place =
            plane * planeStride + (row - window.rows.lowerBound) * rowStride
            + (columns.lowerBound - window.columns.lowerBound) * sampleBytes
          (samples + place).initializeMemory(as: UInt8.self, repeating: 0, count: columns.count * sampleBytes)
        }
      }
    }

    func readMask(_ window: PixelWindow, into mask: UnsafeMutablePointer<UInt8>, rowStride: Int) throws {
      try base.readMask(window, into: mask, rowStride: rowStride)
    }
  }
}

/// A segmenter that tells of every tile.
private struct CountingSegmenter: Segmenter {
  let base: any Segmenter
  let note: @Sendable () -> Void

  var reach: Int { base.reach }
  var roles: [BandRole] { base.roles }

  func makeTileSegmenter() -> any TileSegmenter { Tile(base: base.makeTileSegmenter(), note: note) }

  private final class Tile: TileSegmenter {
    let base: any TileSegmenter
    let note: @Sendable () -> Void

    init(base: any TileSegmenter, note: @escaping @Sendable () -> Void) {
      (self.base, self.note) = (base, note)
    }

    func segment(
      _ core: PixelWindow, of mosaic: PixelWindow, from source: any CalibratedRows, into target: TileTarget
    ) {
      note()
      base.segment(core, of: mosaic, from: source, into: target)
    }
  }
}
