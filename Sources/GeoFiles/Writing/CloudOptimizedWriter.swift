public import Grid

/// Writes a cloud-optimised GeoTIFF from rows that arrive from top to bottom.
///
/// Tiles of 512 x 512 samples, DEFLATE; overviews by halves until both sides
/// fit into one tile. Holds about two rows of tiles at most; compressed tiles
/// wait in a nameless file beside the target, and the finished file takes the
/// target's place in one step. The same rows give the same bytes, whatever
/// the loop that compresses them. Not Sendable: one task owns it.
public final class CloudOptimizedWriter {
  /// The file that `finish()` makes.
  public let path: String
  /// Width and height in pixels.
  public let size: PixelSize
  /// What the samples mean.
  public let kind: RasterKind

  private let parallel: ParallelLoop
  private let forcesBigTIFF: Bool
  private let geoTags: [TIFFTag]
  private let base: PyramidLevel
  private let staged: StagedFile
  private let spool: TileSpool
  private var isOpen = true

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
    precondition(size.width > 0 && size.height > 0, "a raster has at least one pixel")
    self.staged = staged
    self.spool = TileSpool(spool)
    self.path = staged.target
    self.size = size
    self.kind = kind
    self.forcesBigTIFF = forcesBigTIFF
    self.parallel = parallel
    base = PyramidLevel(size: size, codec: kind.codec, halving: kind.halving)
    do {
      geoTags = try GeoTags.make(transform: transform, crsWKT: crsWKT, subject: staged.target)
    } catch {
      throw .refusedByLibrary(error.operation, path: staged.target, message: error.reason)
    }
  }

  /// Takes the next row: one sample for each column.
  ///
  /// There must be a row left and `row` must hold exactly one row of bytes.
  ///
  /// - Throws: `OutputError`; the writer is closed then and leaves nothing.
  public func append(row: UnsafeRawBufferPointer) throws(OutputError) {
    precondition(row.count == size.width * kind.sampleBytes, "a row holds one sample for each column")
    precondition(base.rowCount < size.height, "every row has come already")
    guard isOpen, let samples = row.baseAddress else { throw OutputError(path: path, reason: .closed) }
    do {
      try base.append(samples, to: spool, by: parallel)
    } catch {
      cancel()
      throw error
    }
  }

  /// Puts the file together and in the target's place, on the disk for good.
  ///
  /// - Throws: `OutputError`, also where rows are missing; what lay at the
  ///   target before lies there still.
  public func finish() throws(OutputError) {
    guard isOpen else { throw OutputError(path: path, reason: .closed) }
    defer { cancel() }
    guard base.rowCount == size.height else {
      throw OutputError(path: path, reason: .missingRows(received: base.rowCount, expected: size.height))
    }
    try assemble(into: OutputFile(creating: staged.temporary, subject: path))
    try staged.publish()
  }

  /// Ends the writer without a file.
  public func cancel() {
    isOpen = false
    staged.discard()
  }

  private func assemble(into file: OutputFile) throws(OutputError) {
    let pyramid = base.pyramid
    let layout = CloudOptimizedLayout(
      levels: pyramid.enumerated().map { index, level in
        CloudOptimizedLayout.Level(
          size: level.size, byteCounts: level.slices.map(\.count),
          tags: kind.sampleTags + (index == 0 ? geoTags + [kind.metadataTag] : []))
      }, forcesBigTIFF: forcesBigTIFF)
    try file.write(layout.head)
    for level in pyramid.reversed() {
      for slice in level.slices { try spool.copy(slice, to: file) }
    }
  }
}

@available(*, unavailable, message: "its rows come in order, from one task")
extension CloudOptimizedWriter: Sendable {}
