import FieldStatistics
import Pixels

extension ClassRow {
  /// Appends the number of runs, then code and length of each.
  func encode(into bytes: inout [UInt8]) {
    bytes.appendCompact(UInt64(runs.count))
    for run in runs {
      bytes.append(run.code)
      bytes.appendCompact(UInt64(run.count))
    }
  }

  /// Reads what `encode` wrote.
  ///
  /// - Throws: `TallyError`, `SealError`.
  init(decoding reader: inout TallyReader) throws {
    self.init()
    for _ in 0..<(try reader.count()) {
      let code = try reader.byte()
      let count = try reader.number()
      guard count > 0, count <= Int(Int32.max) - width else { throw SealError.impossible("row of classes") }
      append(code: code, count: count)
    }
  }
}

extension TallyReader {
  /// A number below 2^48, so that sums and products of a few cannot overflow.
  mutating func number() throws -> Int {
    let number = try compact()
    guard number < 1 << 48 else { throw SealError.impossible("number") }
    return Int(number)
  }

  /// How many things follow, each of which takes a byte at least.
  mutating func count() throws -> Int {
    let count = try number()
    guard count <= remaining else { throw SealError.impossible("count") }
    return count
  }

  /// Class rows of a mosaic: a number of rows, then each.
  ///
  /// - Throws: `SealError` where one is not as wide as the mosaic or holds
  ///   another class.
  mutating func rows(width: Int, codes: Set<ClassCode>) throws -> [ClassRow] {
    try (0..<count()).map { _ in
      let row = try ClassRow(decoding: &self)
      guard row.width == width else { throw SealError.impossible("width of a row") }
      guard row.runs.allSatisfy({ codes.contains($0.code) }) else { throw SealError.impossible("class") }
      return row
    }
  }
}

extension [ClassRow] {
  /// The number of rows, then each.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendCompact(UInt64(count))
    for row in self { row.encode(into: &bytes) }
    return bytes
  }
}
