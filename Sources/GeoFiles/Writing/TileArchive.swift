internal import Glibc
public import Pixels

/// Compresses the tiles of a raster that is put together elsewhere.
///
/// Stored tiles wait in a nameless file; a tile has the bytes that
/// `CloudOptimizedTileWriter` gives it.
public final class TileArchive: PortableTileSink {
  private let codec: TileCodec
  private let spool: TileSpool
  private let compressors: TileCompressors

  /// Makes an empty archive.
  ///
  /// - Parameter path: Where a file can be made; its name is gone at once.
  /// - Throws: `OutputError`.
  public init(scratch path: String, kind: RasterKind) throws(OutputError) {
    codec = kind.codec
    spool = TileSpool(try OutputFile(nameless: path, subject: path))
    compressors = TileCompressors(codec)
  }

  /// 512.
  public var tileSide: Int { TileCodec.side }

  /// The bytes of one sample.
  public var sampleBytes: Int { codec.sampleBytes }

  /// Overwrites samples with 255 or NaN.
  public func fillWithNodata(_ samples: UnsafeMutableRawBufferPointer) { codec.fillWithNodata(samples) }

  /// Compresses a tile.
  ///
  /// - Throws: `OutputError`.
  public func take(_ tile: UnsafeRawPointer, row: Int, column: Int) throws(OutputError) -> [UInt8] {
    let slice = try compressors.with { compressor throws(OutputError) in
      guard let stored = compressor.compress(tile) else { throw spool.outOfMemory }
      return try spool.append(stored)
    }
    guard let slice else { throw spool.outOfMemory }
    return slice.receipt
  }

  /// The stored bytes of a tile.
  ///
  /// - Throws: `OutputError` where they cannot be read back.
  public func stored(_ receipt: [UInt8]) throws(OutputError) -> [UInt8] {
    guard let bytes = TileSpool.Slice(receipt).flatMap(spool.read) else { throw spool.unreadable }
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
