/// A zip archive whose entries are stored as they are.
///
/// The same entries give the same bytes. Source: PKWARE, .ZIP File Format
/// Specification 6.3.10, sections 4.3 and 4.4.
struct ZipArchive {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// Adds an entry; names are ASCII or UTF-8 with forward slashes.
  mutating func add(_ name: String, _ bytes: [UInt8]) {
    let offset = UInt32(body.count)
    let size = UInt32(bytes.count)
    let name = Array(name.utf8)
    // Version 2.0, names in UTF-8, stored, 1 January 1980.
    var description: [UInt8] = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]
    for part in [Self.checksum(bytes).bytes, size.bytes, size.bytes, UInt16(name.count).bytes, [0, 0]] {
      description += part
    }
    for part in [[0x50, 0x4B, 3, 4], description, name, bytes] { body += part }
    directory += [0x50, 0x4B, 1, 2, 20, 3]
    directory += description
    directory += [0, 0, 0, 0, 0, 0]
    for part in [UInt32(0o100644 << 16).bytes, offset.bytes, name] { directory += part }
    count += 1
  }

  /// The whole archive.
  var bytes: [UInt8] {
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    for part in [count.bytes, count.bytes, UInt32(directory.count).bytes, UInt32(body.count).bytes, [0, 0]] {
      end += part
    }
    return body + directory + end
  }

  /// Source: ISO 3309, as in RFC 1952, section 8.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
  }

  private static let table: [UInt32] = (0..<256).map { entry in
    (0..<8).reduce(UInt32(entry)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }
}

extension FixedWidthInteger {
  /// The bytes, the lowest first.
  var bytes: [UInt8] { withUnsafeBytes(of: littleEndian, Array.init) }

  /// The bytes, the highest first.
  var highFirst: [UInt8] { withUnsafeBytes(of: bigEndian, Array.init) }
}
