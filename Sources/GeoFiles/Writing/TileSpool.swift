internal import Glibc

/// Compressed tiles on the disk until their final order is known.
///
/// The file has no name from the start, so that a killed run leaves nothing.
final class TileSpool {
  /// Where a tile lies in the spool.
  struct Slice: Hashable, Sendable {
    /// The first byte.
    var offset: Int
    /// The number of bytes.
    var count: Int
  }

  private let file: OutputFile
  private var end = 0

  /// Makes a spool over an empty file.
  init(_ file: OutputFile) { self.file = file }

  /// Adds a tile with its size before it and its last four bytes repeated
  /// behind it.
  ///
  /// Source: GDAL's COG driver, `BLOCK_LEADER` and `BLOCK_TRAILER`.
  ///
  /// - Returns: Where the tile's own bytes lie.
  func append(_ tile: [UInt8]) throws(OutputError) -> Slice {
    try file.write(UInt32(tile.count).littleEndianBytes + tile + tile.suffix(4))
    defer { end += tile.count + 8 }
    return Slice(offset: end + 4, count: tile.count)
  }

  /// Copies a tile with what lies before and behind it to the end of `target`.
  func copy(_ slice: Slice, to target: OutputFile) throws(OutputError) {
    try file.copy(from: slice.offset - 4, count: slice.count + 8, to: target)
  }

  /// The error where a tile could not be compressed.
  var outOfMemory: OutputError { .system("compress", path: file.subject, code: ENOMEM) }
}
