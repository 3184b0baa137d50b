internal import CKernels
internal import CZstd

/// Undoes the compression of tiles of floats.
enum TileRestorer {
  /// Writes the samples of a stored tile; `false` where the bytes are damaged.
  ///
  /// Source: `ZSTD_decompress`.
  static func restore(
    _ bytes: [UInt8], by codec: TileCodec, into tile: UnsafeMutableRawPointer
  ) -> Bool {
    guard codec.isFloat else { return Deflating.inflate(bytes, into: tile, count: codec.tileBytes) }
    let planes = UnsafeMutablePointer<UInt8>.allocate(capacity: codec.tileBytes)
    defer { planes.deallocate() }
    guard ZSTD_decompress(planes, codec.tileBytes, bytes, bytes.count) == codec.tileBytes else {
      return false
    }
    for start in stride(from: 0, to: codec.tileBytes, by: codec.rowBytes) {
      restore_floats(
        planes + start, (tile + start).assumingMemoryBound(to: UInt32.self), TileCodec.side)
    }
    return true
  }
}
