/// Reads sealed tallies from bytes, never beyond their end.
public struct TallyReader {
  private let content: [UInt8]
  /// The number of bytes read.
  public private(set) var offset: Int

  /// Makes a reader that starts at an offset.
  public init(_ bytes: [UInt8], offset: Int = 0) {
    content = bytes
    self.offset = offset
  }

  /// True where nothing is left.
  public var isAtEnd: Bool { offset >= content.count }

  /// The number of bytes that are left.
  public var remaining: Int { max(0, content.count - offset) }

  /// Reads one byte.
  ///
  /// - Throws: `TallyError.truncated` at the end.
  public mutating func byte() throws(TallyError) -> UInt8 {
    guard content.indices.contains(offset) else { throw .truncated(offset: offset) }
    defer { offset += 1 }
    return content[offset]
  }

  /// Reads an integer, least significant byte first.
  ///
  /// - Throws: `TallyError.truncated` at the end.
  public mutating func integer<Value: FixedWidthInteger>(_: Value.Type) throws(TallyError) -> Value {
    var value: Value = 0
    for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
      value |= Value(truncatingIfNeeded: try byte()) << Value(shift)
    }
    return value
  }

  /// Reads a number of seven bits a byte, as `appendCompact` wrote it.
  ///
  /// - Throws: `TallyError` at the end, or where it needs more than 64 bits.
  public mutating func compact() throws(TallyError) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let next = try byte()
      guard shift < 63 || next <= 1 else { break }
      value |= UInt64(next & 127) << shift
      if next < 128 { return value }
    }
    throw .inconsistent(what: "number", offset: start)
  }

  /// Reads some bytes.
  ///
  /// - Throws: `TallyError.truncated` where there are fewer.
  public mutating func bytes(_ count: Int) throws(TallyError) -> [UInt8] {
    guard count >= 0, count <= content.count - offset else { throw .truncated(offset: offset) }
    defer { offset += count }
    return Array(content[offset..<(offset + count)])
  }
}

extension [UInt8] {
  /// Appends an integer, least significant byte first.
  public mutating func append(integer value: some FixedWidthInteger) {
    for shift in stride(from: 0, to: type(of: value).bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  /// Appends a number with seven bits a byte, least significant first.
  public mutating func appendCompact(_ value: UInt64) {
    var rest = value
    while rest >= 128 {
      append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    append(UInt8(rest))
  }
}
