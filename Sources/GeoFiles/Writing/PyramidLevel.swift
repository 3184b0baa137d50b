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
  private let heldRow: UnsafeMutableRawBufferPointer
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
    let rowBytes = isLast ? 0 : size.width * codec.sampleBytes
    tiles = .allocate(byteCount: plan.columnCount * codec.tileBytes, alignment: 64)
    heldRow = .allocate(byteCount: rowBytes, alignment: 16)
    halvedRow = .allocate(byteCount: rowBytes, alignment: 16)
    codec.fillWithNodata(tiles)
  }

  deinit {
    tiles.deallocate()
    heldRow.deallocate()
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
    let isUpper = !rowCount.isMultiple(of: 2)
    if isUpper, !isComplete {
      heldRow.copyMemory(from: UnsafeRawBufferPointer(start: row, count: heldRow.count))
    } else if let held = heldRow.baseAddress, let halved = halvedRow.baseAddress {
      halving.halve(isUpper ? row : UnsafeRawPointer(held), row, width: size.width, into: halved)
      try next.append(halved, to: spool, by: parallel)
    }
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
