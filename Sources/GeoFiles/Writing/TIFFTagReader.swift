/// Reads chosen tags from the first directory of a small classic TIFF.
///
/// Serves to copy what GDAL wrote; little endian and fully in memory only.
struct TIFFTagReader {
  private let bytes: [UInt8]

  /// Takes a whole file; `nil` where it is not a little-endian classic TIFF.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: [0x49, 0x49, 42, 0]) else { return nil }
    self.bytes = bytes
  }

  /// The tags with one of these numbers, as far as they are well formed.
  func tags(_ numbers: Set<UInt16>) -> [TIFFTag] {
    guard let directory = number(at: 4, byteCount: 4),
      let count = number(at: directory, byteCount: 2)
    else { return [] }
    return (0..<count).compactMap { tag(at: directory + 2 + $0 * 12) }
      .filter { numbers.contains($0.number) }
  }

  private func tag(at place: Int) -> TIFFTag? {
    guard let tagNumber = number(at: place, byteCount: 2),
      let typeNumber = number(at: place + 2, byteCount: 2),
      let type = TIFFTag.ValueType(rawValue: UInt16(typeNumber)),
      let count = number(at: place + 4, byteCount: 4)
    else { return nil }
    let byteCount = count * type.byteCount
    guard let start = byteCount <= 4 ? place + 8 : number(at: place + 8, byteCount: 4),
      start + byteCount <= bytes.count
    else { return nil }
    return TIFFTag(number: UInt16(tagNumber), type: type, bytes: Array(bytes[start..<start + byteCount]))
  }

  private func number(at place: Int, byteCount: Int) -> Int? {
    guard place >= 0, place + byteCount <= bytes.count else { return nil }
    return bytes[place..<place + byteCount].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
