import Grid
import Pixels

/// Final class rows on their way into whole rows of a mask's tiles.
///
/// Rows above the first whole row of tiles and below the last are kept as they
/// are, for whoever has the rows beside them.
final class SettledTiles {
  private let sink: any TileSink
  private let tiles: TilePlan
  private let pool: WorkerPool
  private let samples: UnsafeMutableRawBufferPointer
  private var nextRow = 0
  /// Rows that are in no whole row of tiles yet.
  private var open: [ClassRow] = []
  private var head: [ClassRow] = []
  private var isInTiles = true

  init(_ sink: any TileSink, size: PixelSize, pool: WorkerPool = WorkerPool(workerCount: 1)) {
    self.pool = pool
    self.sink = sink
    tiles = TilePlan(mosaic: size, tileSize: sink.tileSide)
    samples = .allocate(
      byteCount: tiles.columnCount * sink.tileSide * sink.tileSide, alignment: 64)
    sink.fillWithNodata(samples)
  }

  deinit { samples.deallocate() }

  /// Begins with a row of the mosaic.
  func begin(row: Int) {
    nextRow = row
    isInTiles = row.isMultiple(of: tiles.tileSize)
  }

  /// Goes on with a row: the next, or the first of a row of tiles.
  func resume(row: Int) {
    guard row != nextRow else { return }
    precondition(open.isEmpty && row.isMultiple(of: tiles.tileSize), "a row of tiles begins there")
    nextRow = row
    isInTiles = true
  }

  /// Takes the next row, as runs and as one class for each pixel.
  func append(_ row: ClassRow, _ line: [ClassCode]) throws {
    open.append(row)
    store(line)
    nextRow += 1
    guard nextRow.isMultiple(of: tiles.tileSize) || nextRow == tiles.mosaic.height else { return }
    if isInTiles {
      try handOn(row: (nextRow - 1) / tiles.tileSize)
    } else {
      head = open
      isInTiles = true
    }
    open = []
  }

  /// Ends the rows and gives those that are in no whole row of tiles.
  func finish(_ rows: Range<Int>) -> (head: [ClassRow], tail: [ClassRow]) {
    let ends = SettledRows.ends(of: rows, height: tiles.mosaic.height, side: tiles.tileSize)
    let isAllHead = ends.tail.isEmpty && !open.isEmpty
    let found = isAllHead ? (head: head + open, tail: []) : (head: head, tail: open)
    precondition(
      found.head.count == ends.head.count && found.tail.count == ends.tail.count, "rows are counted alike")
    return found
  }

  private func store(_ line: [ClassCode]) {
    let side = tiles.tileSize
    guard let base = samples.baseAddress else { return }
    line.withUnsafeBytes { line in
      guard let source = line.baseAddress else { return }
      for column in 0..<tiles.columnCount {
        (base + column * side * side + nextRow % side * side).copyMemory(
          from: source + column * side, byteCount: min(side, line.count - column * side))
      }
    }
  }

  private func handOn(row: Int) throws {
    let side = tiles.tileSize
    let used = tiles.window(row: row).height * side
    // Each call reads its own tile.
    nonisolated(unsafe) let samples = samples
    try pool.run(tiles.columnCount) { [sink] column, _ in
      let tile = UnsafeMutableRawBufferPointer(
        rebasing: samples[column * side * side..<(column + 1) * side * side])
      if used < tile.count { sink.fillWithNodata(UnsafeMutableRawBufferPointer(rebasing: tile[used...])) }
      _ = try tile.baseAddress.map { try sink.take($0, row: row, column: column) }
    }
  }
}
