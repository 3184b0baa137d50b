/// A block of a TIFF of which fewer bytes are there than its directory says.
///
/// libtiff says so with rows and columns that it may not know: they are
/// 4294967295 then, and of the block's own they are not anyway.
///
/// Source: `TIFFFillTile`, `TIFFFillStrip`, `TIFFReadRawTile1` and
/// `TIFFReadRawStrip1` of libtiff's `tif_read.c`.
struct ShortRead: Hashable, Sendable, CustomStringConvertible {
  /// "tile 5", "the strip at row 448", "a tile".
  let block: String
  /// The bytes that are there and those that should be; `nil` where not even
  /// the block's beginning was found.
  let bytes: Bytes?

  /// Numbers of bytes.
  struct Bytes: Hashable, Sendable {
    var found: Int
    var expected: Int
  }

  /// Reads a message of the library; `nil` for one that tells of something else.
  init?(_ message: String) {
    guard message.contains("error"),
      let match = message.firstMatch(
        of: /(?:Read|Seek) error (?:at|on) ([^;]+)(?:; got ([0-9]+) bytes, expected ([0-9]+))?/)
    else { return nil }
    block = Self.block(match.output.1, isTile: message.contains("Tile"))
    let numbers = [match.output.2, match.output.3].compactMap { $0.flatMap { Int($0) } }
    bytes = numbers.count == 2 ? Bytes(found: numbers[0], expected: numbers[1]) : nil
  }

  /// The block by what is known of it.
  private static func block(_ place: Substring, isTile: Bool) -> String {
    let parts = place.split(separator: ", ")
    if let numbered = parts.first(where: { $0.hasPrefix("tile ") || $0.hasPrefix("strip ") }) {
      return String(numbered)
    }
    let row = parts.first { $0.hasPrefix("scanline ") }.flatMap { UInt32($0.dropFirst("scanline ".count)) }
    if let row, row != .max { return "the strip at row \(row)" }
    return isTile ? "a tile" : "a strip"
  }

  /// A phrase that names the block.
  var description: String {
    let ending = "the file is cut short or damaged"
    guard let bytes else { return "\(block) cannot be found, \(ending)" }
    return "only \(bytes.found) of the \(bytes.expected) bytes of \(block) are there, \(ending)"
  }
}
