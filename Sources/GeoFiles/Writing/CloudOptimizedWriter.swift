public import Grid

/// Writes a cloud-optimised GeoTIFF from rows that arrive from top to bottom.
///
/// Tiles of 512 x 512 samples; bytes by DEFLATE, floats by Zstandard;
/// overviews by halves until both sides fit into one tile. Holds about two
/// rows of tiles at most; compressed tiles wait in a nameless file beside the
/// target, and the finished file takes the target's place in one step. The
/// same rows give the same bytes, whatever the loop that compresses them. Not
/// Sendable: one task owns it.
public final class CloudOptimizedWriter {
  /// The file that `finish()` makes.
  public var path: String { file.path }
  /// Width and height in pixels.
  public var size: PixelSize { file.size }
  /// What the samples mean.
  public var kind: RasterKind { file.kind }

  private let parallel: ParallelLoop
  private let file: CloudOptimizedFile
  private let codec: TileCodec
  private let plan: TilePlan
  private let tiles: UnsafeMutableRawBufferPointer
  private var rowCount = 0

  /// Begins a file; nothing shows at `path` before `finish()`.
  ///
  /// - Parameters:
  ///   - path: The target. A plain file there is replaced at the end; a
  ///     symbolic link is refused.
  ///   - size: Width and height; neither may be 0.
  ///   - transform: From the grid to the map; rotated and south-up ones are kept.
  ///   - crsWKT: The reference system as WKT; empty for none.
  ///   - kind: What the samples mean.
  ///   - forcesBigTIFF: Makes a BigTIFF even of less than 4 GiB.
  ///   - parallel: Runs the compression of a row of tiles, one call a tile.
  /// - Throws: `OutputError`.
  public convenience init(
    path: String, size: PixelSize, transform: GeoTransform, crsWKT: String, kind: RasterKind,
    forcesBigTIFF: Bool = false, parallel: @escaping ParallelLoop = serialLoop
  ) throws(OutputError) {
    let staged = try StagedFile(target: path)
    let spool = try OutputFile(nameless: staged.scratch, subject: path)
    try self.init(
      staged: staged, spool: spool, size: size, transform: transform, crsWKT: crsWKT, kind: kind,
      forcesBigTIFF: forcesBigTIFF, parallel: parallel)
  }

  /// Begins a file with a spool of the caller's.
  init(
    staged: StagedFile, spool: OutputFile, size: PixelSize, transform: GeoTransform, crsWKT: String,
    kind: RasterKind, forcesBigTIFF: Bool, parallel: @escaping ParallelLoop
  ) throws(OutputError) {
    file = try CloudOptimizedFile(
      staged: staged, spool: TileSpool(spool), size: size, transform: transform, crsWKT: crsWKT, kind: kind,
      forcesBigTIFF: forcesBigTIFF)
    self.parallel = parallel
    codec = kind.codec
    plan = TilePlan(mosaic: size, tileSize: TileCodec.side)
    tiles = .allocate(byteCount: plan.columnCount * codec.tileBytes, alignment: 64)
    codec.fillWithNodata(tiles)
  }

  deinit {
    file.cancel()
    tiles.deallocate()
  }

  /// Takes the next row: one sample for each column.
  ///
  /// There must be a row left and `row` must hold exactly one row of bytes.
  ///
  /// - Throws: `OutputError`; the writer is closed then and leaves nothing.
  public func append(row: UnsafeRawBufferPointer) throws(OutputError) {
    precondition(row.count == size.width * kind.sampleBytes, "a row holds one sample for each column")
    precondition(rowCount < size.height, "every row has come already")
    guard file.isOpen, let samples = row.baseAddress else {
      throw OutputError(path: path, reason: .closed)
    }
    store(samples)
    rowCount += 1
    guard rowCount == size.height || rowCount.isMultiple(of: TileCodec.side) else { return }
    do {
      try handOn()
    } catch {
      cancel()
      throw error
    }
  }

  /// Puts the file together and in the target's place, on the disk for good.
  ///
  /// - Throws: `OutputError`, also where rows are missing; what lay at the
  ///   target before lies there still.
  public func finish() throws(OutputError) { try file.finish(received: rowCount) }

  /// Ends the writer without a file.
  public func cancel() { file.cancel() }

  private func store(_ row: UnsafeRawPointer) {
    guard let base = tiles.baseAddress else { return }
    let rowBytes = size.width * codec.sampleBytes
    var target = base + rowCount % TileCodec.side * codec.rowBytes
    for start in stride(from: 0, to: rowBytes, by: codec.rowBytes) {
      target.copyMemory(from: row + start, byteCount: min(codec.rowBytes, rowBytes - start))
      target += codec.tileBytes
    }
  }

  /// Hands the row of tiles on.
  private func handOn() throws(OutputError) {
    fillRowsBelow()
    let row = (rowCount - 1) / TileCodec.side
    let (pyramid, tileBytes) = (file.pyramid, codec.tileBytes)
    // Each call reads its own tile and writes its own element.
    nonisolated(unsafe) let tiles = UnsafeRawBufferPointer(tiles)
    let failures = [OutputError?](unsafeUninitializedCapacity: plan.columnCount) { failures, count in
      failures.initialize(repeating: nil)
      nonisolated(unsafe) let failures = failures
      parallel(plan.columnCount) { column in
        guard let base = tiles.baseAddress else { return }
        do throws(OutputError) {
          try pyramid.add(base + column * tileBytes, row: row, column: column)
        } catch {
          failures[column] = error
        }
      }
      count = plan.columnCount
    }
    if let failure = failures.lazy.compactMap(\.self).first { throw failure }
  }

  /// Overwrites what an earlier row of tiles left below the last row.
  private func fillRowsBelow() {
    let used = rowCount % TileCodec.side * codec.rowBytes
    guard used > 0 else { return }
    for start in stride(from: 0, to: tiles.count, by: codec.tileBytes) {
      codec.fillWithNodata(
        UnsafeMutableRawBufferPointer(rebasing: tiles[(start + used)..<(start + codec.tileBytes)]))
    }
  }
}

@available(*, unavailable, message: "its rows come in order, from one task")
extension CloudOptimizedWriter: Sendable {}
