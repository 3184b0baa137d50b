/// A classic little-endian TIFF made byte by byte, to be wrong on purpose.
struct TIFFBytes {
  /// One entry of type LONG with one value.
  struct Entry {
    var tag: UInt16
    var value: UInt32
  }

  private(set) var bytes: [UInt8] = [0x49, 0x49, 42, 0]

  /// Directories one after the other; `next` overrides the last one's link.
  init(directories: [[Entry]], lastNext: UInt32 = 0) {
    put(UInt32(8))
    for (index, entries) in directories.enumerated() {
      put(UInt16(entries.count))
      for entry in entries.sorted(by: { $0.tag < $1.tag }) {
        put(entry.tag)
        put(UInt16(4))
        put(UInt32(1))
        put(entry.value)
      }
      let isLast = index == directories.count - 1
      put(isLast ? lastNext : UInt32(bytes.count + 4))
    }
  }

  /// The entries of a grey image whose one strip or tile lies nowhere.
  static func image(width: UInt32, height: UInt32, extra: [Entry] = []) -> [Entry] {
    let base: [(UInt16, UInt32)] = [
      (256, width), (257, height), (258, 8), (259, 1), (262, 1), (277, 1),
    ]
    return base.map { Entry(tag: $0.0, value: $0.1) } + extra
  }

  private mutating func put<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
