internal import Glibc
internal import Synchronization

/// Compressed tiles on the disk until their final order is known; takes them
/// from any thread.
final class TileSpool: Sendable {
  /// Where a tile lies in the spool.
  struct Slice: Hashable, Sendable {
    /// The first byte.
    var offset: Int
    /// The number of bytes.
    var count: Int
    /// Their checksum; see `Deflating.checksum`.
    var checksum: UInt32
  }

  private let file: OutputFile
  private let end: Atomic<Int>

  /// Makes a spool that begins behind what a file holds.
  init(_ file: OutputFile, end: Int = 0) {
    self.file = file
    self.end = Atomic(end)
  }

  /// Adds a tile with its size before it and its last four bytes repeated
  /// behind it.
  ///
  /// Source: GDAL's COG driver, `BLOCK_LEADER` and `BLOCK_TRAILER`.
  ///
  /// - Returns: Where the tile's own bytes lie.
  func append(_ tile: UnsafeRawBufferPointer) throws(OutputError) -> Slice {
    let count = tile.count + 8
    let start = end.add(count, ordering: .relaxed).oldValue
    let leader = UInt32(tile.count).littleEndianBytes
    try file.write(tile, before: leader, behind: Array(tile.suffix(4)), at: start)
    return Slice(offset: start + 4, count: tile.count, checksum: Deflating.checksum(tile))
  }

  /// Copies a tile with what lies before and behind it to the end of `target`.
  func copy(_ slice: Slice, to target: OutputFile) throws(OutputError) {
    try file.copy(from: slice.offset - 4, count: slice.count + 8, to: target)
  }

  /// The bytes of a tile; `nil` where they are not those that were added.
  func read(_ slice: Slice) -> [UInt8]? {
    let bytes = try? file.read(from: slice.offset, count: slice.count)
    return bytes.flatMap { $0.withUnsafeBytes(Deflating.checksum) == slice.checksum ? $0 : nil }
  }

  /// Waits until every tile is on the disk.
  func synchronize() throws(OutputError) { try file.synchronize() }

  /// The error where a tile is not what was added.
  var unreadable: OutputError { .system("read back", path: file.subject, code: EIO) }

  /// The error where a tile could not be compressed.
  var outOfMemory: OutputError { .system("compress", path: file.subject, code: ENOMEM) }
}
