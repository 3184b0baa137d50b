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
    for row in classes { Self.append(row, to: &bytes) }
    flight.encode(into: &bytes)
    fields.encode(into: &bytes)
    for count in [validity.valid, validity.nodata, validity.notFinite, validity.partialNodata] {
      bytes.appendCompact(UInt64(count))
    }
    append(preview, to: &bytes)
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
  init(decoding bytes: [UInt8]) throws {
    let content = Array(bytes.dropLast(64))
    var hash = SHA256()
    hash.update(content)
    guard bytes.count > 64 + Self.magic.count, Array(bytes.suffix(64)) == Array(hash.hexDigest().utf8) else {
      throw SealError.brokenHash
    }
    guard content.starts(with: Self.magic) else { throw SealError.otherVersion }
    var reader = TallyReader(content, offset: Self.magic.count)
    index = Int(try reader.compact())
    let firstRow = Int(try reader.compact())
    rows = firstRow..<(firstRow + Int(try reader.compact()))
    let tileCount = Int(try reader.compact())
    classes = try rows.map { _ in try Self.readRow(&reader) }
    flight = try FlightTally(decoding: &reader)
    fields = try FieldTallies(decoding: &reader)
    validity = RowValidity(
      valid: Int(try reader.compact()), nodata: Int(try reader.compact()),
      notFinite: Int(try reader.compact()), partialNodata: Int(try reader.compact()))
    preview = try Self.readPreview(&reader)
    tiles = try (0..<tileCount).map { _ in
      let numbers = try (0..<4).map { _ in Int(try reader.compact()) }
      return SealedTile(
        layer: numbers[0], row: numbers[1], column: numbers[2], receipt: try reader.bytes(numbers[3]))
    }
    guard reader.isAtEnd else { throw SealError.brokenHash }
  }

  private static func append(_ row: ClassRow, to bytes: inout [UInt8]) {
    bytes.appendCompact(UInt64(row.runs.count))
    for run in row.runs {
      bytes.append(run.code)
      bytes.appendCompact(UInt64(run.count))
    }
  }

  private static func readRow(_ reader: inout TallyReader) throws -> ClassRow {
    var row = ClassRow()
    for _ in 0..<(try reader.compact()) {
      let code = try reader.byte()
      row.append(code: code, count: Int(try reader.compact()))
    }
    return row
  }

  private func append(_ preview: PreviewSums, to bytes: inout [UInt8]) {
    let window = preview.window
    for number in [
      window.columns.lowerBound, window.width, window.rows.lowerBound, window.height, preview.channelCount,
    ] {
      bytes.appendCompact(UInt64(number))
    }
    for value in preview.values { bytes.appendCompact(UInt64(bitPattern: value << 1 ^ value >> 63)) }
  }

  private static func readPreview(_ reader: inout TallyReader) throws -> PreviewSums {
    let numbers = try (0..<5).map { _ in Int(try reader.compact()) }
    let window = PixelWindow(
      columns: numbers[0]..<(numbers[0] + numbers[1]), rows: numbers[2]..<(numbers[2] + numbers[3]))
    let values = try (0..<window.pixelCount * (numbers[4] + 1)).map { _ in
      let folded = try reader.compact()
      return Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
    }
    return PreviewSums(window: window, channelCount: numbers[4], values: values)
  }
}

/// Why a sealed strip cannot be used.
enum SealError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes do not have the hash they end with.
  case brokenHash
  /// Another version of Furrow sealed it.
  case otherVersion

  /// One sentence.
  var description: String {
    switch self {
    case .brokenHash: "a sealed strip is damaged"
    case .otherVersion: "a sealed strip was made by another version"
    }
  }
}
