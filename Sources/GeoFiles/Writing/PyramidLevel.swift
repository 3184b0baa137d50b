internal import Grid

/// One resolution of a tiled raster while its rows arrive.
///
/// Holds one row of tiles and, for the level below, at most one row of
/// samples. Not Sendable: its writer owns it.
final class PyramidLevel {
  /// The size of this resolution.
  let size: PixelSize
  /// Where each finished tile lies, in raster order.
  private(set) var slices: [TileSpool.Slice] = []
  /// The rows received.
  private(set) var rowCount = 0

  private let codec: TileCodec
  private let halving: Halving
  private let plan: TilePlan
  private let next: PyramidLevel?
  private let tiles: UnsafeMutableRawBufferPointer
  /// Two rows, completed to an even width, and the overview row of both.
  private let upperRow: UnsafeMutableRawBufferPointer
  private let lowerRow: UnsafeMutableRawBufferPointer
  private let halvedRow: UnsafeMutableRawBufferPointer

  /// Makes a level and, where it is larger than one tile, those below it.
  init(size: PixelSize, codec: TileCodec, halving: Halving) {
    self.size = size
    self.codec = codec
    self.halving = halving
    plan = TilePlan(mosaic: size, tileSize: TileCodec.side)
    let half = PixelSize(width: (size.width + 1) / 2, height: (size.height + 1) / 2)
    let isLast = max(size.width, size.height) <= TileCodec.side
    next = isLast ? nil : PyramidLevel(size: half, codec: codec, halving: halving)
    let halvedBytes = isLast ? 0 : half.width * codec.sampleBytes
    tiles = .allocate(byteCount: plan.columnCount * codec.tileBytes, alignment: 64)
    upperRow = .allocate(byteCount: 2 * halvedBytes, alignment: 16)
    lowerRow = .allocate(byteCount: 2 * halvedBytes, alignment: 16)
    halvedRow = .allocate(byteCount: halvedBytes, alignment: 16)
    for buffer in [tiles, upperRow, lowerRow, halvedRow] { codec.fillWithNodata(buffer) }
  }

  deinit {
    tiles.deallocate()
    upperRow.deallocate()
    lowerRow.deallocate()
    halvedRow.deallocate()
  }

  /// This level and those below it, from fine to coarse.
  var pyramid: [PyramidLevel] { [self] + (next?.pyramid ?? []) }

  private var isComplete: Bool { rowCount == size.height }

  /// Takes the next row and passes what is finished on.
  func append(_ row: UnsafeRawPointer, to spool: TileSpool, by parallel: ParallelLoop) throws(OutputError) {
    store(row)
    rowCount += 1
    if isComplete || rowCount.isMultiple(of: TileCodec.side) { try seal(to: spool, by: parallel) }
    guard let next else { return }
    let samples = UnsafeRawBufferPointer(start: row, count: size.width * codec.sampleBytes)
    let isUpper = !rowCount.isMultiple(of: 2)
    (isUpper ? upperRow : lowerRow).copyMemory(from: samples)
    if isUpper, isComplete { codec.fillWithNodata(lowerRow) }
    if !isUpper || isComplete { try appendHalved(to: next, spool, by: parallel) }
  }

  /// Hands the overview row of the two rows on.
  private func appendHalved(
    to next: PyramidLevel, _ spool: TileSpool, by parallel: ParallelLoop
  ) throws(OutputError) {
    guard let upper = upperRow.baseAddress, let lower = lowerRow.baseAddress,
      let halved = halvedRow.baseAddress
    else { return }
    halving.halve(upper, lower, into: halved, count: next.size.width)
    try next.append(halved, to: spool, by: parallel)
  }

  private func store(_ row: UnsafeRawPointer) {
    guard let base = tiles.baseAddress else { return }
    let tileRowBytes = TileCodec.side * codec.sampleBytes
    let rowBytes = size.width * codec.sampleBytes
    var target = base + rowCount % TileCodec.side * tileRowBytes
    for start in stride(from: 0, to: rowBytes, by: tileRowBytes) {
      target.copyMemory(from: row + start, byteCount: min(tileRowBytes, rowBytes - start))
      target += codec.tileBytes
    }
  }

  /// Compresses the row of tiles and spools it in order.
  private func seal(to spool: TileSpool, by parallel: ParallelLoop) throws(OutputError) {
    fillRowsBelow()
    for payload in compressed(by: parallel) {
      guard let payload else { throw spool.outOfMemory }
      slices.append(try spool.append(payload))
    }
  }

  /// Overwrites what an earlier row of tiles left below the last row.
  private func fillRowsBelow() {
    let used = rowCount % TileCodec.side * TileCodec.side * codec.sampleBytes
    guard used > 0 else { return }
    for start in stride(from: 0, to: tiles.count, by: codec.tileBytes) {
      codec.fillWithNodata(
        UnsafeMutableRawBufferPointer(rebasing: tiles[(start + used)..<(start + codec.tileBytes)]))
    }
  }

  private func compressed(by parallel: ParallelLoop) -> [[UInt8]?] {
    let codec = codec
    // Each call reads its own tile and writes its own element.
    nonisolated(unsafe) let tiles = UnsafeRawBufferPointer(tiles)
    return [[UInt8]?](unsafeUninitializedCapacity: plan.columnCount) { payloads, count in
      payloads.initialize(repeating: nil)
      nonisolated(unsafe) let payloads = payloads
      parallel(plan.columnCount) { index in
        guard let base = tiles.baseAddress else { return }
        payloads[index] = codec.compress(base + index * codec.tileBytes)
      }
      count = plan.columnCount
    }
  }
}

extension TileCodec {
  /// Overwrites whole samples with 255 or NaN.
  fileprivate func fillWithNodata(_ bytes: UnsafeMutableRawBufferPointer) {
    if isFloat {
      bytes.bindMemory(to: Float.self).update(repeating: .nan)
    } else {
      _ = bytes.initializeMemory(as: UInt8.self, repeating: 255)
    }
  }
}
