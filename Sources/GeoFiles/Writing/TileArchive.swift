public import Grid
public import Pixels

/// Compresses a part of a raster's tiles and of its overviews' for a file that
/// is put together elsewhere.
///
/// Stored tiles wait in a nameless file; a tile has the bytes that
/// `CloudOptimizedTileWriter` gives it. An overview tile is there where all of
/// its own tiles have come.
public final class TileArchive: PortableTileSink {
  /// The raster's tiles and those of its overviews.
  public let levels: TileLevels

  private let codec: TileCodec
  private let spool: TileSpool
  private let pyramid: TilePyramid

  /// Makes an empty archive.
  ///
  /// - Parameters:
  ///   - path: Where a file can be made; its name is gone at once.
  ///   - size: The raster's size.
  /// - Throws: `OutputError`.
  public init(scratch path: String, size: PixelSize, kind: RasterKind) throws(OutputError) {
    codec = kind.codec
    levels = TileLevels(size: size, side: TileCodec.side)
    spool = TileSpool(try OutputFile(nameless: path, subject: path))
    pyramid = TilePyramid(size: size, codec: kind.codec, halving: kind.halving, spool: spool)
  }

  /// 512.
  public var tileSide: Int { TileCodec.side }

  /// The bytes of one sample.
  public var sampleBytes: Int { codec.sampleBytes }

  /// Overwrites samples with 255 or NaN.
  public func fillWithNodata(_ samples: UnsafeMutableRawBufferPointer) { codec.fillWithNodata(samples) }

  /// Compresses a tile.
  ///
  /// - Returns: Nothing: tiles are asked for by their place.
  /// - Throws: `OutputError`.
  public func take(_ tile: UnsafeRawPointer, row: Int, column: Int) throws(OutputError) -> [UInt8] {
    try pyramid.add(tile, row: row, column: column)
    return []
  }

  /// The stored bytes of a tile.
  ///
  /// - Throws: `OutputError` where it has not come or cannot be read back.
  public func stored(_ tile: TileLevels.Tile) throws(OutputError) -> [UInt8] {
    guard let bytes = pyramid.slice(of: tile).flatMap(spool.read) else { throw spool.unreadable }
    return bytes
  }

  /// `false`: an archive outlives no run.
  public func holds(_ receipt: [UInt8]) -> Bool { false }

  /// Never asked for, since nothing is held.
  public func restore(_ receipt: [UInt8], row: Int, column: Int) {}

  /// Nothing of an archive has to outlive a kill.
  public func synchronize() {}

  /// Nothing is left to be written.
  public func finish() {}
}
