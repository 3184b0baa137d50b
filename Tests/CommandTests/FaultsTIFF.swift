import Foundation

/// A classic little-endian TIFF made byte by byte: data first, then what does
/// not fit into entries, then one directory.
struct CraftedTIFF {
  enum Value {
    case longs([UInt32])
    case shorts([UInt16])
    case doubles([Double])
  }

  /// Where `data` begins.
  static let dataOffset: UInt32 = 8

  private(set) var bytes: [UInt8] = [0x49, 0x49, 42, 0]

  /// Makes the file; `next` is where the directory after the first would be,
  /// or, where `loops`, the first directory itself.
  init(_ entries: [UInt16: Value], data: [UInt8] = [], loops: Bool = false) {
    let sorted = entries.sorted { $0.key < $1.key }
    let valueStart = Int(Self.dataOffset) + data.count
    let directory = valueStart + sorted.reduce(0) { $0 + $1.value.outside.count }
    put(UInt32(directory))
    bytes += data
    var places: [UInt32] = []
    for entry in sorted {
      places.append(UInt32(bytes.count))
      bytes += entry.value.outside
    }
    put(UInt16(sorted.count))
    for (entry, place) in zip(sorted, places) {
      put(entry.key)
      put(entry.value.type)
      put(UInt32(entry.value.count))
      if entry.value.outside.isEmpty {
        bytes += entry.value.encoded + Array(repeating: 0, count: 4 - entry.value.encoded.count)
      } else {
        put(place)
      }
    }
    put(loops ? UInt32(directory) : 0)
  }

  /// The entries of an image of 8 bits a sample, in EPSG:32632 at 4 cm.
  static func image(width: Int, height: Int, samples: Int, compression: Int) -> [UInt16: Value] {
    [
      256: .longs([UInt32(width)]), 257: .longs([UInt32(height)]),
      258: .shorts(Array(repeating: 8, count: samples)), 259: .shorts([UInt16(compression)]),
      262: .shorts([samples == 3 ? 2 : 1]), 277: .shorts([UInt16(samples)]),
      33550: .doubles([0.04, 0.04, 0]), 33922: .doubles([0, 0, 0, 500_000, 5_300_000, 0]),
      34735: .shorts([1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32632]),
    ]
  }

  private mutating func put<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension CraftedTIFF.Value {
  fileprivate var type: UInt16 {
    switch self {
    case .shorts: 3
    case .longs: 4
    case .doubles: 12
    }
  }

  fileprivate var count: Int {
    switch self {
    case .shorts(let values): values.count
    case .longs(let values): values.count
    case .doubles(let values): values.count
    }
  }

  fileprivate var encoded: [UInt8] {
    switch self {
    case .shorts(let values): values.withUnsafeBytes { Array($0) }
    case .longs(let values): values.withUnsafeBytes { Array($0) }
    case .doubles(let values): values.withUnsafeBytes { Array($0) }
    }
  }

  /// The bytes that have no room in an entry.
  fileprivate var outside: [UInt8] { encoded.count <= 4 ? [] : encoded }
}

/// A sound classic little-endian TIFF whose bytes a test damages on purpose.
struct DamagedTIFF {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The values of a tag of the first directory that are SHORT or LONG.
  func values(_ tag: UInt16) -> [Int] {
    guard let entry = entry(tag) else { return [] }
    let size = entry.type == 3 ? 2 : 4
    return (0..<entry.count).map { number(at: entry.place + $0 * size, size: size) }
  }

  /// Puts bytes in the place of a tag's first values.
  mutating func replace(_ tag: UInt16, by replacement: [UInt8]) {
    guard let entry = entry(tag) else { return }
    bytes.replaceSubrange(entry.place..<entry.place + replacement.count, with: replacement)
  }

  private func entry(_ tag: UInt16) -> (type: Int, count: Int, place: Int)? {
    let directory = number(at: 4, size: 4)
    for index in 0..<number(at: directory, size: 2) {
      let start = directory + 2 + index * 12
      guard number(at: start, size: 2) == Int(tag) else { continue }
      let (type, count) = (number(at: start + 2, size: 2), number(at: start + 4, size: 4))
      let size = [1: 1, 3: 2, 4: 4, 12: 8][type] ?? 1
      return (type, count, size * count <= 4 ? start + 8 : number(at: start + 8, size: 4))
    }
    return nil
  }

  private func number(at place: Int, size: Int) -> Int {
    bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
