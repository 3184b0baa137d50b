/// How the samples of one tile become the bytes that a TIFF stores.
struct TileCodec: Hashable, Sendable {
  /// The number of columns and of rows of every tile.
  static let side = 512

  /// True where samples are `Float`, stored with the floating-point predictor
  /// as Zstandard frames; false where they are `UInt8`, stored as zlib streams.
  let isFloat: Bool

  /// The bytes of one sample.
  var sampleBytes: Int { isFloat ? 4 : 1 }

  /// The bytes of one tile before compression.
  var tileBytes: Int { Self.side * Self.side * sampleBytes }

  /// The bytes of one row of a tile.
  var rowBytes: Int { Self.side * sampleBytes }

  /// The number that TIFF gives the compression.
  ///
  /// Source: Adobe Photoshop TIFF Technical Note 3 (8); libtiff's registry of
  /// compression schemes (50000).
  var compressionTag: Int { isFloat ? 50_000 : 8 }

  /// Overwrites whole samples with 255 or NaN.
  func fillWithNodata(_ bytes: UnsafeMutableRawBufferPointer) {
    if isFloat {
      bytes.bindMemory(to: Float.self).update(repeating: .nan)
    } else {
      _ = bytes.initializeMemory(as: UInt8.self, repeating: 255)
    }
  }
}
