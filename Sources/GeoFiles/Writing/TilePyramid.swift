internal import CKernels
internal import Glibc
internal import Grid
internal import Synchronization

/// All resolutions of a tiled raster while its tiles arrive, in any order and
/// from any thread.
///
/// A tile is compressed and spooled at once, halved into its quarter of a tile
/// of the next overview, and then forgotten; whoever brings the last quarter
/// goes on with the overview's tile. So what is held is the overview tiles
/// that have some of their quarters: a row of tiles in all where tiles come in
/// rows. Which thread brings what changes nothing.
final class TilePyramid: Sendable {
  /// One resolution.
  private struct Level {
    let plan: TilePlan
    var slices: [TileSpool.Slice?]
    var open: [Int: OpenTile] = [:]

    init(_ size: PixelSize) {
      plan = TilePlan(mosaic: size, tileSize: TileCodec.side)
      slices = Array(repeating: nil, count: plan.rowCount * plan.columnCount)
    }
  }

  private let codec: TileCodec
  private let halving: Halving
  private let spool: TileSpool
  private let compressors: TileCompressors
  private let levels: Mutex<[Level]>
  private let levelCount: Int
  /// The stored bytes of tiles of one value; see `uniformValue`.
  private let uniform = Mutex<[Int: [UInt8]]>([:])

  /// Makes the levels, each half the one before, until one fits into a tile.
  init(size: PixelSize, codec: TileCodec, halving: Halving, spool: TileSpool) {
    self.codec = codec
    self.halving = halving
    self.spool = spool
    compressors = TileCompressors(codec)
    var levels = [Level(size)]
    var size = size
    while max(size.width, size.height) > TileCodec.side {
      size = PixelSize(width: (size.width + 1) / 2, height: (size.height + 1) / 2)
      levels.append(Level(size))
    }
    levelCount = levels.count
    self.levels = Mutex(levels)
  }

  /// The sizes and the places of all tiles, from fine to coarse; `nil` where a
  /// tile has not come.
  var finished: [(size: PixelSize, slices: [TileSpool.Slice])]? {
    let found = levels.withLock { $0.map { ($0.plan.mosaic, $0.slices.compactMap(\.self), $0.slices.count) } }
    guard found.allSatisfy({ $0.1.count == $0.2 }) else { return nil }
    return found.map { ($0.0, $0.1) }
  }

  /// Takes a tile that nobody has brought before; beyond the raster it holds nodata.
  ///
  /// - Returns: Where its stored bytes lie.
  @discardableResult
  func add(_ tile: UnsafeRawPointer, row: Int, column: Int) throws(OutputError) -> TileSpool.Slice {
    try add(tile, level: 0, row: row, column: column)
  }

  /// Takes a tile of the finest level that was spooled in an earlier run.
  func restore(
    _ tile: UnsafeRawPointer, at slice: TileSpool.Slice, row: Int, column: Int
  ) throws(OutputError) {
    try keep(slice, of: tile, value: uniformValue(tile), level: 0, row: row, column: column)
  }

  /// Where the stored bytes of a tile lie; `nil` where it has not come.
  func slice(of tile: TileLevels.Tile) -> TileSpool.Slice? {
    levels.withLock { $0[tile.level].slices[tile.row * $0[tile.level].plan.columnCount + tile.column] }
  }

  /// Takes a tile of any level as another pyramid of the raster stored it.
  ///
  /// It is only unpacked where the overview tile above it does not come from
  /// there too.
  func adopt(_ stored: [UInt8], _ tile: TileLevels.Tile) throws(OutputError) {
    let slice = try spool(stored)
    guard !tile.isHalved else {
      return levels.withLock {
        $0[tile.level].slices[tile.row * $0[tile.level].plan.columnCount + tile.column] = slice
      }
    }
    let samples = UnsafeMutableRawPointer.allocate(byteCount: codec.tileBytes, alignment: 64)
    defer { samples.deallocate() }
    guard TileRestorer.restore(stored, by: codec, into: samples) else { throw spool.unreadable }
    try keep(
      slice, of: samples, value: uniformValue(samples), level: tile.level, row: tile.row,
      column: tile.column)
  }

  @discardableResult
  private func add(
    _ tile: UnsafeRawPointer, level: Int, row: Int, column: Int
  ) throws(OutputError) -> TileSpool.Slice {
    let value = uniformValue(tile)
    let slice = try spool(tile, value: value)
    try keep(slice, of: tile, value: value, level: level, row: row, column: column)
    return slice
  }

  private func keep(
    _ slice: TileSpool.Slice, of tile: UnsafeRawPointer, value: Int?, level: Int, row: Int, column: Int
  ) throws(OutputError) {
    levels.withLock { $0[level].slices[row * $0[level].plan.columnCount + column] = slice }
    guard level + 1 < levelCount else { return }
    let parent = openTile(level: level + 1, row: row / 2, column: column / 2)
    let half = TileCodec.side / 2
    halve(
      tile, value: value,
      into: parent.samples + (row % 2 * half * TileCodec.side + column % 2 * half) * codec.sampleBytes)
    guard close(parent, level: level + 1, row: row / 2, column: column / 2) else { return }
    try add(parent.samples, level: level + 1, row: row / 2, column: column / 2)
  }

  /// The overview tile, begun where it is new.
  private func openTile(level: Int, row: Int, column: Int) -> OpenTile {
    levels.withLock { levels in
      let plan = levels[level].plan
      let place = row * plan.columnCount + column
      if let open = levels[level].open[place] { return open }
      let finer = levels[level - 1].plan
      let quarters = min(2, finer.rowCount - 2 * row) * min(2, finer.columnCount - 2 * column)
      let open = OpenTile(codec, quarterCount: quarters)
      levels[level].open[place] = open
      return open
    }
  }

  /// Counts a quarter; `true` where it was the last.
  private func close(_ tile: OpenTile, level: Int, row: Int, column: Int) -> Bool {
    levels.withLock { levels in
      tile.missing -= 1
      guard tile.missing == 0 else { return false }
      levels[level].open[row * levels[level].plan.columnCount + column] = nil
      return true
    }
  }

  private func halve(_ tile: UnsafeRawPointer, value: Int?, into quarter: UnsafeMutableRawPointer) {
    let half = TileCodec.side / 2
    for row in 0..<half {
      let target = quarter + row * codec.rowBytes
      if let value {
        if value >= 0 { memset(target, Int32(value), half) }
      } else {
        let upper = tile + 2 * row * codec.rowBytes
        halving.halve(upper, upper + codec.rowBytes, into: target, count: half)
      }
    }
  }

  /// The byte that all samples are; -1 where all are NaN; `nil` else.
  private func uniformValue(_ tile: UnsafeRawPointer) -> Int? {
    if codec.isFloat {
      let words = tile.assumingMemoryBound(to: UInt32.self)
      let isEmpty = stride(from: 0, to: TileCodec.side * TileCodec.side, by: TileCodec.side)
        .allSatisfy { are_nan(words + $0, TileCodec.side) != 0 }
      return isEmpty ? -1 : nil
    }
    return memcmp(tile, tile + 1, codec.tileBytes - 1) == 0 ? Int(tile.load(as: UInt8.self)) : nil
  }

  private func spool(_ tile: UnsafeRawPointer, value: Int?) throws(OutputError) -> TileSpool.Slice {
    if let value, let stored = uniform.withLock({ $0[value] }) {
      return try spool(stored)
    }
    let slice = try compressors.with { compressor throws(OutputError) in
      guard let stored = compressor.compress(tile) else { throw spool.outOfMemory }
      if let value { uniform.withLock { $0[value] = Array(stored) } }
      return try spool.append(stored)
    }
    guard let slice else { throw spool.outOfMemory }
    return slice
  }

  private func spool(_ stored: [UInt8]) throws(OutputError) -> TileSpool.Slice {
    let result = stored.withUnsafeBytes { bytes in
      Result { () throws(OutputError) in try spool.append(bytes) }
    }
    return try result.get()
  }
}

/// A tile of an overview that still lacks quarters.
///
/// Its quarters are written by one thread each and `missing` changes under the
/// pyramid's lock; that is why it may cross threads.
private final class OpenTile: @unchecked Sendable {
  let samples: UnsafeMutableRawPointer
  var missing: Int

  init(_ codec: TileCodec, quarterCount: Int) {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: codec.tileBytes, alignment: 64)
    codec.fillWithNodata(bytes)
    samples = bytes.baseAddress.unsafelyUnwrapped
    missing = quarterCount
  }

  deinit { samples.deallocate() }
}
