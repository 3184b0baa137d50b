import Grid
import Pixels
import Synchronization

/// One extra raster on its way from the tiles of strips to those of its file.
///
/// The file's tiles lie on the mosaic's grid, those of strips do not: each of
/// the file's is filled by several workers, and whoever fills it up hands it
/// to the sink.
final class LayerTiles: Sendable {
  let sink: any TileSink

  private struct State {
    var open: [Int: LayerTile] = [:]
    var spare: [LayerTile] = []
    var receipts: [Int: [UInt8]] = [:]
    /// The first row of tiles that an earlier run has not brought.
    var firstRow = 0
  }

  private let plan: TilePlan
  private let state = Mutex(State())

  init(_ sink: any TileSink, size: PixelSize) {
    self.sink = sink
    plan = TilePlan(mosaic: size, tileSize: sink.tileSide)
  }

  /// The rows of tiles that begin in rows of the mosaic.
  private func tileRows(beginningIn rows: Range<Int>) -> Range<Int> {
    let side = plan.tileSize
    return (rows.lowerBound + side - 1) / side..<(rows.upperBound + side - 1) / side
  }

  private func places(beginningIn rows: Range<Int>) -> Range<Int> {
    let rows = tileRows(beginningIn: rows)
    return rows.lowerBound * plan.columnCount..<rows.upperBound * plan.columnCount
  }

  /// True for a tile of the raster that begins in some rows.
  func isPlace(row: Int, column: Int, beginningIn rows: Range<Int>) -> Bool {
    tileRows(beginningIn: rows).contains(row) && (0..<plan.columnCount).contains(column)
  }

  func tileCount(beginningIn rows: Range<Int>) -> Int { places(beginningIn: rows).count }

  /// True once the sink has all tiles that begin in the rows.
  func hasTiles(beginningIn rows: Range<Int>) -> Bool {
    state.withLock { state in places(beginningIn: rows).allSatisfy { state.receipts[$0] != nil } }
  }

  /// Gives the receipts of such tiles away.
  func removeTiles(beginningIn rows: Range<Int>) -> [(row: Int, column: Int, receipt: [UInt8])] {
    state.withLock { state in
      places(beginningIn: rows).compactMap { place in
        state.receipts.removeValue(forKey: place).map {
          (place / plan.columnCount, place % plan.columnCount, $0)
        }
      }
    }
  }

  /// Takes no samples of tiles that begin in or above the rows.
  func leaveOut(beginningIn rows: Range<Int>) {
    state.withLock { $0.firstRow = tileRows(beginningIn: rows).upperBound }
  }

  /// The tiles under a window of the mosaic.
  func part(under window: PixelWindow) -> LayerPart {
    let side = plan.tileSize
    guard !window.isEmpty else {
      return LayerPart(layer: self, window: window, tiles: [], side: side, sampleBytes: sink.sampleBytes)
    }
    let rows = window.rows.lowerBound / side...(window.rows.upperBound - 1) / side
    let columns = window.columns.lowerBound / side...(window.columns.upperBound - 1) / side
    let tiles = state.withLock { state in
      rows.flatMap { row in columns.map { column in open(row: row, column: column, &state) } }
    }
    return LayerPart(
      layer: self, window: window, tiles: tiles, side: side, sampleBytes: sink.sampleBytes)
  }

  private func open(row: Int, column: Int, _ state: inout State) -> LayerTile? {
    guard row >= state.firstRow else { return nil }
    let place = row * plan.columnCount + column
    if let tile = state.open[place] { return tile }
    let byteCount = plan.tileSize * plan.tileSize * sink.sampleBytes
    let tile = state.spare.popLast() ?? LayerTile(byteCount: byteCount)
    tile.begin(row: row, column: column, window: plan.window(row: row, column: column))
    if tile.missing < plan.tileSize * plan.tileSize { sink.fillWithNodata(tile.samples) }
    state.open[place] = tile
    return tile
  }

  /// Counts samples that were stored; hands the tile on with the last.
  fileprivate func count(_ samples: Int, in tile: LayerTile) throws {
    let place = tile.row * plan.columnCount + tile.column
    let isComplete = state.withLock { state in
      tile.missing -= samples
      if tile.missing == 0 { state.open[place] = nil }
      return tile.missing == 0
    }
    guard isComplete, let samples = tile.samples.baseAddress else { return }
    let receipt = try sink.take(samples, row: tile.row, column: tile.column)
    state.withLock { state in
      state.receipts[place] = receipt
      state.spare.append(tile)
    }
  }
}

/// A tile of a file that strips fill.
///
/// Workers write disjoint windows of it, and its counts change under its
/// layer's lock; that is why it may cross threads.
final class LayerTile: @unchecked Sendable {
  let samples: UnsafeMutableRawBufferPointer
  private(set) var row = 0
  private(set) var column = 0
  private(set) var window = PixelWindow(PixelSize(width: 0, height: 0))
  /// The samples within the mosaic that have not come.
  fileprivate var missing = 0

  init(byteCount: Int) { samples = .allocate(byteCount: byteCount, alignment: 64) }

  deinit { samples.deallocate() }

  fileprivate func begin(row: Int, column: Int, window: PixelWindow) {
    (self.row, self.column, self.window) = (row, column, window)
    missing = window.pixelCount
  }
}

/// The tiles of a file under one worker's window.
struct LayerPart {
  fileprivate let layer: LayerTiles
  fileprivate let window: PixelWindow
  /// In raster order; `nil` for those that an earlier run has brought.
  fileprivate let tiles: [LayerTile?]
  fileprivate let side: Int
  fileprivate let sampleBytes: Int

  /// Stores a row of the window.
  func store(_ values: UnsafeRawPointer, row: Int) {
    for case let tile? in tiles where tile.window.rows.contains(row) {
      let columns = tile.window.columns.clamped(to: window.columns)
      let place = row % side * side + columns.lowerBound % side
      guard let target = tile.samples.baseAddress else { continue }
      (target + place * sampleBytes).copyMemory(
        from: values + (columns.lowerBound - window.columns.lowerBound) * sampleBytes,
        byteCount: columns.count * sampleBytes)
    }
  }

  /// Says that every row of the window is stored.
  ///
  /// - Throws: What the sink throws.
  func finish() throws {
    for case let tile? in tiles {
      let rows = tile.window.rows.clamped(to: window.rows)
      let columns = tile.window.columns.clamped(to: window.columns)
      try layer.count(rows.count * columns.count, in: tile)
    }
  }
}
