import Pixels
import Stitching

/// What merging needs of one shard.
protocol ShardContent: Sendable {
  /// The mosaic's rows.
  var rows: Range<Int> { get }

  /// The figures of its pixels.
  func sums() throws -> ShardSums

  /// What it knows for good of its classes, without whole patches.
  func settled() throws -> SettledRows

  /// The whole patches of the settled rows, in the order of `PatchCollector`.
  func wholePatches() throws -> [Patch]

  /// The classes of some of its rows after local cleaning.
  func classRows(_ rows: Range<Int>) throws -> [ClassRow]

  /// The stored bytes of a tile, counted as `TileLevels.tiles` has them.
  ///
  /// - Parameter raster: 0 for the mask, then the extra rasters.
  func stored(_ tile: Int, raster: Int) throws -> [UInt8]
}
