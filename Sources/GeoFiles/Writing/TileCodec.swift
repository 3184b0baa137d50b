internal import CDeflate

/// Turns the samples of one tile into the bytes that a TIFF stores.
struct TileCodec: Sendable {
  /// The number of columns and of rows of every tile.
  static let side = 512

  /// True where samples are `Float`, stored with the floating-point predictor;
  /// false where they are `UInt8`, stored as they are.
  let isFloat: Bool

  /// libdeflate's compression level.
  static let level: Int32 = 6

  /// The bytes of one sample.
  var sampleBytes: Int { isFloat ? 4 : 1 }

  /// The bytes of one tile before compression.
  var tileBytes: Int { Self.side * Self.side * sampleBytes }

  /// The tile as a zlib stream; `nil` where memory ran out.
  ///
  /// Source: `libdeflate_zlib_compress`.
  func compress(_ tile: UnsafeRawPointer) -> [UInt8]? {
    guard isFloat else { return Self.deflate(UnsafeRawBufferPointer(start: tile, count: tileBytes)) }
    let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: tileBytes)
    defer { scratch.deallocate() }
    let rowBytes = Self.side * sampleBytes
    for row in 0..<Self.side {
      Self.predictFloats(tile + row * rowBytes, into: scratch + row * rowBytes)
    }
    return Self.deflate(UnsafeRawBufferPointer(start: scratch, count: tileBytes))
  }

  /// The bytes as a zlib stream; `nil` where memory ran out.
  static func deflate(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let compressor = libdeflate_alloc_compressor(level) else { return nil }
    defer { libdeflate_free_compressor(compressor) }
    let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
    let scratch = UnsafeMutableRawPointer.allocate(byteCount: bound, alignment: 16)
    defer { scratch.deallocate() }
    let count = libdeflate_zlib_compress(compressor, bytes.baseAddress, bytes.count, scratch, bound)
    guard count > 0 else { return nil }
    return [UInt8](UnsafeRawBufferPointer(start: scratch, count: count))
  }

  /// Splits a tile row of floats into byte planes, the most significant first,
  /// and replaces every byte but the first by its difference from its left.
  /// Every NaN becomes the same one, so that bytes depend on values alone.
  ///
  /// Source: Adobe Photoshop TIFF Technical Note 3.
  private static func predictFloats(_ row: UnsafeRawPointer, into bytes: UnsafeMutablePointer<UInt8>) {
    let words = row.assumingMemoryBound(to: UInt32.self)
    for column in 0..<side {
      let isNaN = words[column] & 0x7FFF_FFFF > 0x7F80_0000
      let word = isNaN ? Float.nan.bitPattern : words[column]
      bytes[column] = UInt8(truncatingIfNeeded: word >> 24)
      bytes[side + column] = UInt8(truncatingIfNeeded: word >> 16)
      bytes[2 * side + column] = UInt8(truncatingIfNeeded: word >> 8)
      bytes[3 * side + column] = UInt8(truncatingIfNeeded: word)
    }
    for index in stride(from: 4 * side - 1, to: 0, by: -1) { bytes[index] &-= bytes[index - 1] }
  }
}
