import Digest
import FieldStatistics
import Grid
import Pixels
import Spectral

extension SealedStrip {
  private static let magic = Array("FURROW02".utf8)

  /// The strip as bytes that end with their own hash.
  func encoded() -> [UInt8] {
    var bytes = Self.magic
    for number in [index, rows.lowerBound, rows.count, tiles.count] { bytes.appendCompact(UInt64(number)) }
    for row in classes { row.encode(into: &bytes) }
    flight.encode(into: &bytes)
    fields.encode(into: &bytes)
    for count in [validity.valid, validity.nodata, validity.notFinite, validity.partialNodata] {
      bytes.appendCompact(UInt64(count))
    }
    Self.append(preview, to: &bytes)
    for tile in tiles {
      for number in [tile.layer, tile.row, tile.column, tile.receipt.count] {
        bytes.appendCompact(UInt64(number))
      }
      bytes.append(contentsOf: tile.receipt)
    }
    var hash = SHA256()
    hash.update(bytes)
    bytes.append(contentsOf: hash.hexDigest().utf8)
    return bytes
  }

  /// The hash with which a strip's bytes end.
  static func seal(of bytes: [UInt8]) -> String { String(decoding: bytes.suffix(64), as: UTF8.self) }

  /// Reads a strip back.
  ///
  /// - Throws: `SealError` where the bytes are not what was sealed.
  package init(decoding bytes: [UInt8]) throws {
    let content = Array(bytes.dropLast(64))
    var hash = SHA256()
    hash.update(content)
    guard bytes.count > 64 + Self.magic.count, Array(bytes.suffix(64)) == Array(hash.hexDigest().utf8) else {
      throw SealError.brokenHash
    }
    guard content.starts(with: Self.magic) else { throw SealError.otherVersion }
    var reader = TallyReader(content, offset: Self.magic.count)
    index = try reader.number()
    let firstRow = try reader.number()
    let rowCount = try reader.count()
    rows = firstRow..<(firstRow + rowCount)
    let tileCount = try reader.count()
    classes = try rows.map { _ in try ClassRow(decoding: &reader) }
    flight = try FlightTally(decoding: &reader)
    fields = try FieldTallies(decoding: &reader)
    validity = RowValidity(
      valid: try reader.number(), nodata: try reader.number(),
      notFinite: try reader.number(), partialNodata: try reader.number())
    preview = try Self.readPreview(&reader)
    tiles = try (0..<tileCount).map { _ in
      let numbers = try (0..<4).map { _ in try reader.number() }
      return SealedTile(
        layer: numbers[0], row: numbers[1], column: numbers[2], receipt: try reader.bytes(numbers[3]))
    }
    guard reader.isAtEnd else { throw SealError.brokenHash }
  }

  static func append(_ preview: PreviewSums, to bytes: inout [UInt8]) {
    let window = preview.window
    for number in [
      window.columns.lowerBound, window.width, window.rows.lowerBound, window.height, preview.channelCount,
    ] {
      bytes.appendCompact(UInt64(number))
    }
    for value in preview.values { bytes.appendCompact(UInt64(bitPattern: value << 1 ^ value >> 63)) }
  }

  static func readPreview(_ reader: inout TallyReader) throws -> PreviewSums {
    let numbers = try (0..<5).map { _ in try reader.number() }
    let (width, height, channels) = (numbers[1], numbers[3], numbers[4])
    guard max(width, height) < 1 << 20, channels < 1 << 10,
      width * height * (channels + 1) <= reader.remaining
    else { throw SealError.impossible("picture") }
    let window = PixelWindow(
      columns: numbers[0]..<(numbers[0] + width), rows: numbers[2]..<(numbers[2] + height))
    let values = try (0..<window.pixelCount * (channels + 1)).map { _ in
      let folded = try reader.compact()
      return Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
    }
    return PreviewSums(window: window, channelCount: channels, values: values)
  }
}

/// Why a sealed strip cannot be used.
enum SealError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes do not have the hash they end with.
  case brokenHash
  /// Another version of Furrow sealed it.
  case otherVersion
  /// A part of it cannot be.
  case impossible(String)

  /// One sentence.
  var description: String {
    switch self {
    case .brokenHash: "a sealed strip is damaged"
    case .otherVersion: "a sealed strip was made by another version"
    case .impossible(let what): "a sealed strip has an impossible \(what)"
    }
  }
}
