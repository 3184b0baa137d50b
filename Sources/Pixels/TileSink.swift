public import Grid

/// Where the square tiles of a raster go, in any order and from any thread.
///
/// Tiles lie on a grid from the raster's first pixel; beyond the raster they
/// hold nodata. Nothing is visible under the final name before `finish()`
/// returns. What was taken before a run ended can be restored by the next: it
/// brings the receipt instead of the samples.
public protocol TileSink: AnyObject, Sendable {
  /// The columns and the rows of a tile.
  var tileSide: Int { get }

  /// The bytes of a sample.
  var sampleBytes: Int { get }

  /// Overwrites whole samples with nodata.
  func fillWithNodata(_ samples: UnsafeMutableRawBufferPointer)

  /// Takes a tile that nobody has brought before.
  ///
  /// - Parameters:
  ///   - tile: Its samples, rows from top to bottom without padding.
  ///   - row: Its row among the tiles, from 0.
  ///   - column: Its column among the tiles, from 0.
  /// - Returns: The receipt.
  func take(_ tile: UnsafeRawPointer, row: Int, column: Int) throws -> [UInt8]

  /// True where the tile of a receipt can be restored.
  func holds(_ receipt: [UInt8]) -> Bool

  /// Takes the tile of a receipt that an earlier run got for the same place.
  func restore(_ receipt: [UInt8], row: Int, column: Int) throws

  /// Returns when a kill cannot undo what was taken.
  func synchronize() throws

  /// Writes what is left and puts the raster in its place.
  func finish() throws
}

/// A sink that hands out what it stored, for another sink of the same raster.
public protocol PortableTileSink: TileSink {
  /// The raster's tiles and those of its overviews.
  var levels: TileLevels { get }

  /// The stored bytes of a tile, one of `levels.tiles` of the rows that were
  /// taken: equal for equal tiles, whichever sink of the raster took them.
  func stored(_ tile: TileLevels.Tile) throws -> [UInt8]
}

/// A sink that also takes tiles as other sinks of the same raster stored them.
public protocol AdoptingTileSink: TileSink {
  /// The raster's tiles and those of its overviews.
  var levels: TileLevels { get }

  /// Takes a tile that nobody has brought before; overview tiles too, where
  /// their own tiles all come from the same sink.
  ///
  /// - Parameter stored: What `PortableTileSink.stored` gave.
  /// - Throws: Also where the bytes are seen to be no stored tile.
  func adopt(_ stored: [UInt8], _ tile: TileLevels.Tile) throws
}
