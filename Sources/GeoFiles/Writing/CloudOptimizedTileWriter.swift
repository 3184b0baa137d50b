internal import Glibc
public import Grid
public import Pixels

/// Writes a cloud-optimised GeoTIFF from tiles that arrive in any order and
/// from any thread, also over several runs of the program.
///
/// As `CloudOptimizedWriter` otherwise: the same samples give the same bytes.
/// Compressed tiles wait in a file that the caller names and that stays, so
/// that a later run can go on with it.
public final class CloudOptimizedTileWriter: AdoptingTileSink {
  private let file: CloudOptimizedFile
  private let codec: TileCodec

  /// Begins a file or goes on with one; nothing shows at `path` before `finish()`.
  ///
  /// - Parameters:
  ///   - path: The target, as of `CloudOptimizedWriter`.
  ///   - spool: Where compressed tiles wait; made where it is missing, never removed.
  ///   - size: Width and height; neither may be 0.
  ///   - transform: From the grid to the map.
  ///   - crsWKT: The reference system as WKT; empty for none.
  ///   - kind: What the samples mean.
  /// - Throws: `OutputError`.
  public init(
    path: String, spool: String, size: PixelSize, transform: GeoTransform, crsWKT: String, kind: RasterKind
  ) throws(OutputError) {
    let spooled = try OutputFile(keeping: spool, subject: path)
    codec = kind.codec
    file = try CloudOptimizedFile(
      staged: StagedFile(target: path), spool: TileSpool(spooled, end: spooled.byteCount), size: size,
      transform: transform, crsWKT: crsWKT, kind: kind, forcesBigTIFF: false)
  }

  deinit { file.cancel() }

  /// 512.
  public var tileSide: Int { TileCodec.side }

  /// The bytes of one sample.
  public var sampleBytes: Int { codec.sampleBytes }

  /// Overwrites samples with 255 or NaN.
  public func fillWithNodata(_ samples: UnsafeMutableRawBufferPointer) { codec.fillWithNodata(samples) }

  /// Compresses a tile.
  ///
  /// - Returns: Where it lies in the spool, and its checksum.
  /// - Throws: `OutputError`.
  public func take(_ tile: UnsafeRawPointer, row: Int, column: Int) throws(OutputError) -> [UInt8] {
    guard file.isOpen else { throw OutputError(path: file.path, reason: .closed) }
    return try file.pyramid.add(tile, row: row, column: column).receipt
  }

  /// True where the spool still holds the tile as it was.
  public func holds(_ receipt: [UInt8]) -> Bool {
    TileSpool.Slice(receipt).flatMap(file.spool.read) != nil
  }

  /// Takes a tile that the spool holds.
  ///
  /// - Throws: `OutputError` where it does not.
  public func restore(_ receipt: [UInt8], row: Int, column: Int) throws(OutputError) {
    let tile = UnsafeMutableRawPointer.allocate(byteCount: codec.tileBytes, alignment: 64)
    defer { tile.deallocate() }
    guard let slice = TileSpool.Slice(receipt), let bytes = file.spool.read(slice),
      TileRestorer.restore(bytes, by: codec, into: tile)
    else { throw .system("read back", path: file.path, code: EIO) }
    try file.pyramid.restore(tile, at: slice, row: row, column: column)
  }

  /// The raster's tiles and those of its overviews.
  public var levels: TileLevels { TileLevels(size: file.size, side: TileCodec.side) }

  /// Takes a tile as a `TileArchive` stored it.
  ///
  /// - Throws: `OutputError` where the bytes are seen to be no tile of this kind.
  public func adopt(_ stored: [UInt8], _ tile: TileLevels.Tile) throws(OutputError) {
    guard file.isOpen else { throw OutputError(path: file.path, reason: .closed) }
    try file.pyramid.adopt(stored, tile)
  }

  /// Waits until every tile that was taken is on the disk.
  ///
  /// - Throws: `OutputError`.
  public func synchronize() throws(OutputError) { try file.spool.synchronize() }

  /// Puts the file together and in the target's place, on the disk for good.
  ///
  /// - Throws: `OutputError`, also where tiles are missing.
  public func finish() throws(OutputError) { try file.finish(received: file.size.height) }
}

extension TileSpool.Slice {
  /// Reads what `receipt` wrote; `nil` where the bytes are no receipt.
  fileprivate init?(_ receipt: [UInt8]) {
    guard receipt.count == 16 else { return nil }
    self = receipt.withUnsafeBytes { bytes in
      Self(
        offset: Int(truncatingIfNeeded: UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))),
        count: Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))),
        checksum: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
    }
    guard offset >= 0, count <= 16 << 20 else { return nil }
  }

  /// The place and the checksum as bytes.
  fileprivate var receipt: [UInt8] {
    UInt64(offset).littleEndianBytes + UInt32(count).littleEndianBytes + checksum.littleEndianBytes
  }
}
