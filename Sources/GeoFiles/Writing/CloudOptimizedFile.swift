internal import Grid
internal import Synchronization

/// A cloud-optimised GeoTIFF while its tiles arrive, from any thread.
///
/// Compressed tiles wait in a spool beside the target; the finished file takes
/// the target's place in one step. The target's staging is for one thread at a
/// time, at the end; that is why it may cross threads.
final class CloudOptimizedFile: @unchecked Sendable {
  let path: String
  let size: PixelSize
  let kind: RasterKind
  let pyramid: TilePyramid
  let spool: TileSpool

  private let forcesBigTIFF: Bool
  private let geoTags: [TIFFTag]
  private let staged: StagedFile
  private let isOpenFlag = Atomic(true)

  /// Begins a file; nothing shows at `path` before `finish()`.
  init(
    staged: StagedFile, spool: TileSpool, size: PixelSize, transform: GeoTransform, crsWKT: String,
    kind: RasterKind, forcesBigTIFF: Bool
  ) throws(OutputError) {
    precondition(size.width > 0 && size.height > 0, "a raster has at least one pixel")
    self.staged = staged
    self.spool = spool
    path = staged.target
    self.size = size
    self.kind = kind
    self.forcesBigTIFF = forcesBigTIFF
    pyramid = TilePyramid(size: size, codec: kind.codec, halving: kind.halving, spool: spool)
    do {
      geoTags = try GeoTags.make(transform: transform, crsWKT: crsWKT, subject: staged.target)
    } catch {
      throw .refusedByLibrary(error.operation, path: staged.target, message: error.reason)
    }
  }

  /// False once the file is finished, cancelled or given up.
  var isOpen: Bool { isOpenFlag.load(ordering: .acquiring) }

  /// Puts the file together and in the target's place, on the disk for good.
  ///
  /// - Parameter received: The rows that have come, for the error.
  func finish(received: Int) throws(OutputError) {
    guard isOpen else { throw OutputError(path: path, reason: .closed) }
    defer { cancel() }
    guard let levels = pyramid.finished, received == size.height else {
      throw OutputError(path: path, reason: .missingRows(received: received, expected: size.height))
    }
    try assemble(levels, into: OutputFile(creating: staged.temporary, subject: path))
    try staged.publish()
  }

  /// Ends the file without one.
  func cancel() {
    guard isOpenFlag.exchange(false, ordering: .acquiringAndReleasing) else { return }
    staged.discard()
  }

  private func assemble(
    _ levels: [(size: PixelSize, slices: [TileSpool.Slice])], into file: OutputFile
  ) throws(OutputError) {
    let layout = CloudOptimizedLayout(
      levels: levels.enumerated().map { index, level in
        CloudOptimizedLayout.Level(
          size: level.size, byteCounts: level.slices.map(\.count),
          tags: kind.sampleTags + (index == 0 ? geoTags + [kind.metadataTag] : []))
      }, forcesBigTIFF: forcesBigTIFF)
    try file.write(layout.head)
    for level in levels.reversed() {
      for slice in level.slices { try spool.copy(slice, to: file) }
    }
  }
}
