internal import CDeflate

/// Zlib streams of whole buffers.
enum Deflating {
  /// The bytes as a zlib stream; `nil` where memory ran out.
  ///
  /// Source: `libdeflate_zlib_compress`.
  static func deflate(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let compressor = libdeflate_alloc_compressor(TileCompressor.deflateLevel) else { return nil }
    defer { libdeflate_free_compressor(compressor) }
    let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
    let stream = [UInt8](unsafeUninitializedCapacity: bound) { stream, count in
      count = libdeflate_zlib_compress(compressor, bytes.baseAddress, bytes.count, stream.baseAddress, bound)
    }
    return stream.isEmpty ? nil : stream
  }

  /// Writes what a stream holds; `false` unless it is `count` bytes.
  ///
  /// Source: `libdeflate_zlib_decompress`.
  static func inflate(_ stream: [UInt8], into bytes: UnsafeMutableRawPointer, count: Int) -> Bool {
    guard let decompressor = libdeflate_alloc_decompressor() else { return false }
    defer { libdeflate_free_decompressor(decompressor) }
    return libdeflate_zlib_decompress(decompressor, stream, stream.count, bytes, count, nil)
      == LIBDEFLATE_SUCCESS
  }

  /// The checksum of bytes. Source: `libdeflate_crc32`.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    libdeflate_crc32(0, bytes.baseAddress, bytes.count)
  }
}
