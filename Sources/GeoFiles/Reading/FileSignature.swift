/// What the first bytes of a file say it is.
enum FileSignature: Equatable {
  case tiff(isBig: Bool, isLittleEndian: Bool)
  case sqlite
  case json
  case shapefile
  case flatGeobuf
  /// Anything else, in words: "XML text", "a PNG image".
  case other(String)

  /// Looks at a file's first bytes; 16 suffice.
  init(_ head: [UInt8]) {
    func starts(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
    if starts([0x49, 0x49, 42, 0]) || starts([0x4D, 0x4D, 0, 42]) {
      self = .tiff(isBig: false, isLittleEndian: head[0] == 0x49)
    } else if starts([0x49, 0x49, 43, 0, 8, 0, 0, 0]) || starts([0x4D, 0x4D, 0, 43, 0, 8, 0, 0]) {
      self = .tiff(isBig: true, isLittleEndian: head[0] == 0x49)
    } else if starts(Array("SQLite format 3\0".utf8)) {
      self = .sqlite
    } else if starts([0, 0, 0x27, 0x0A]) {
      self = .shapefile
    } else if starts(Array("fgb".utf8)) {
      self = .flatGeobuf
    } else {
      self = Self.fromText(head)
    }
  }

  private static func fromText(_ head: [UInt8]) -> FileSignature {
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = head.dropFirst(start).first { $0 != 0x20 && $0 != 9 && $0 != 10 && $0 != 13 }
    let known: [([UInt8], String)] = [
      ([0x89, 0x50, 0x4E, 0x47], "a PNG image"), ([0xFF, 0xD8, 0xFF], "a JPEG image"),
      ([0x50, 0x4B, 3, 4], "a zip archive"), ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
    ]
    if first == 0x7B { return .json }
    if first == 0x3C { return .other("XML text") }
    return .other(known.first { head.starts(with: $0.0) }?.1 ?? "something else")
  }

  /// True for the kinds of plain pictures that can be learned from.
  var isPicture: Bool { self == .other("a PNG image") || self == .other("a JPEG image") }

  /// What it is, in words.
  var name: String {
    switch self {
    case .tiff: "a TIFF image"
    case .sqlite: "an SQLite database"
    case .json: "JSON text"
    case .shapefile: "a Shapefile"
    case .flatGeobuf: "a FlatGeobuf file"
    case .other(let words): words
    }
  }
}
