internal import CDeflate
internal import CKernels
internal import CZstd
internal import Synchronization

/// Compresses one tile after another with the same memory.
///
/// Equal tiles give equal bytes, whatever came before. One thread at a time
/// uses it; that is why it may cross threads.
final class TileCompressor: @unchecked Sendable {
  /// libdeflate's compression level of tiles and pictures.
  static let deflateLevel: Int32 = 6
  /// Zstandard's compression level of floats, whose low bytes are noise.
  static let zstandardLevel: Int32 = 1

  private let codec: TileCodec
  private let deflate: OpaquePointer?
  private let zstandard: OpaquePointer?
  private let planes: UnsafeMutableRawBufferPointer
  private let output: UnsafeMutableRawBufferPointer

  /// `nil` where memory ran out.
  init?(_ codec: TileCodec) {
    self.codec = codec
    let bound: Int
    if codec.isFloat {
      deflate = nil
      zstandard = ZSTD_createCCtx()
      bound = ZSTD_compressBound(codec.tileBytes)
    } else {
      deflate = libdeflate_alloc_compressor(Self.deflateLevel)
      zstandard = nil
      bound = libdeflate_zlib_compress_bound(deflate, codec.tileBytes)
    }
    planes = .allocate(byteCount: codec.isFloat ? codec.tileBytes : 0, alignment: 64)
    output = .allocate(byteCount: bound, alignment: 64)
    if deflate == nil && zstandard == nil { return nil }
  }

  deinit {
    if let deflate { libdeflate_free_compressor(deflate) }
    ZSTD_freeCCtx(zstandard)
    planes.deallocate()
    output.deallocate()
  }

  /// The tile's stored bytes, lent until the next call; `nil` where memory ran out.
  ///
  /// Source: `libdeflate_zlib_compress`, `ZSTD_compressCCtx`.
  func compress(_ tile: UnsafeRawPointer) -> UnsafeRawBufferPointer? {
    let count: Int
    if codec.isFloat {
      predict(tile)
      count = ZSTD_compressCCtx(
        zstandard, output.baseAddress, output.count, planes.baseAddress, planes.count, Self.zstandardLevel)
      guard ZSTD_isError(count) == 0 else { return nil }
    } else {
      count = libdeflate_zlib_compress(deflate, tile, codec.tileBytes, output.baseAddress, output.count)
      guard count > 0 else { return nil }
    }
    return UnsafeRawBufferPointer(rebasing: output[..<count])
  }

  private func predict(_ tile: UnsafeRawPointer) {
    for start in stride(from: 0, to: codec.tileBytes, by: codec.rowBytes) {
      guard let target = planes.baseAddress else { return }
      predict_floats(
        (tile + start).assumingMemoryBound(to: UInt32.self),
        (target + start).assumingMemoryBound(to: UInt8.self), TileCodec.side)
    }
  }
}

/// The compressors of one raster, one for each thread that is at it.
final class TileCompressors: Sendable {
  private let codec: TileCodec
  private let idle = Mutex<[TileCompressor]>([])

  init(_ codec: TileCodec) { self.codec = codec }

  /// Lends a compressor; `nil` where memory ran out.
  func with<Result, Failure: Error>(
    _ body: (TileCompressor) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard let compressor = idle.withLock({ $0.popLast() }) ?? TileCompressor(codec) else { return nil }
    defer { idle.withLock { $0.append(compressor) } }
    return try body(compressor)
  }
}
