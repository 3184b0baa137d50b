/// Writes a zip archive whose entries are stored as they are.
///
/// The same entries give the same bytes. For archives of less than 4 GiB, such
/// as overlays for phones and prescriptions for terminals.
///
/// Source: PKWARE, .ZIP File Format Specification (APPNOTE 6.3.10), sections
/// 4.3 and 4.4.
public struct ZipWriter {
  private struct Entry {
    var name: [UInt8]
    var checksum: UInt32
    var byteCount: UInt32
    var offset: UInt32
  }

  private typealias Sink = (_ bytes: [UInt8]) throws(OutputError) -> Void

  private let path: String
  private let write: Sink
  private var entries: [Entry] = []
  private var offset = 0

  /// Begins an archive at a path of the caller's staging.
  ///
  /// - Throws: `OutputError`.
  public init(path: String) throws(OutputError) {
    let file = try OutputFile(creating: path, subject: path)
    self.init(path: path) { bytes throws(OutputError) in try file.write(bytes) }
  }

  private init(path: String, to write: @escaping Sink) {
    self.path = path
    self.write = write
  }

  /// An archive in memory.
  ///
  /// - Throws: `OutputError` where it would pass 4 GiB.
  public static func archive(of entries: [(name: String, bytes: [UInt8])]) throws(OutputError) -> [UInt8] {
    let memory = Memory()
    var writer = ZipWriter(path: "") { bytes throws(OutputError) in memory.bytes += bytes }
    for entry in entries { try writer.add(entry.name, entry.bytes) }
    try writer.finish()
    return memory.bytes
  }

  /// An entry's checksum.
  ///
  /// Source: ISO 3309, as in RFC 1952, section 8.
  public static func checksum(of bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBytes(Deflating.checksum) }

  private final class Memory {
    var bytes: [UInt8] = []
  }

  /// Adds an entry; names are UTF-8 with forward slashes, each used once.
  ///
  /// - Throws: `OutputError`, also where the archive would pass 4 GiB.
  public mutating func add(_ name: String, _ bytes: [UInt8]) throws(OutputError) {
    guard offset + bytes.count < 1 << 32 - 1 << 20 else {
      throw .refusedByLibrary("write", path: path, message: "a zip archive holds at most 4 GiB")
    }
    let entry = Entry(
      name: Array(name.utf8), checksum: Self.checksum(of: bytes), byteCount: UInt32(bytes.count),
      offset: UInt32(offset))
    let header = [0x50, 0x4B, 3, 4] + Self.description(of: entry) + entry.name
    try write(header)
    try write(bytes)
    offset += header.count + bytes.count
    entries.append(entry)
  }

  /// Writes the directory at the end.
  ///
  /// - Throws: `OutputError`.
  public func finish() throws(OutputError) {
    var directory: [UInt8] = []
    for entry in entries {
      directory += [0x50, 0x4B, 1, 2, 20, 3] + Self.description(of: entry)
      // No comment, first disk, a file with the usual rights.
      directory += [0, 0, 0, 0, 0, 0] + UInt32(0o100644 << 16).littleEndianBytes
      directory += entry.offset.littleEndianBytes + entry.name
    }
    let count = UInt16(entries.count).littleEndianBytes
    let end =
      [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + UInt32(directory.count).littleEndianBytes
      + UInt32(offset).littleEndianBytes + [0, 0]
    try write(directory + end)
  }

  /// What local and central headers share: version 2.0, names in UTF-8,
  /// stored, the first moment that the format knows.
  private static func description(of entry: Entry) -> [UInt8] {
    [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0] + entry.checksum.littleEndianBytes
      + entry.byteCount.littleEndianBytes + entry.byteCount.littleEndianBytes
      + UInt16(entry.name.count).littleEndianBytes + [0, 0]
  }
}
