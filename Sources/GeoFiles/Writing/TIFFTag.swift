/// One entry of a TIFF directory with its values in little-endian order.
///
/// Source: TIFF 6.0, section 2, and the BigTIFF design.
struct TIFFTag: Hashable, Sendable {
  /// The types that a tag's values can have.
  enum ValueType: UInt16, Sendable {
    case byte = 1
    case ascii = 2
    case short = 3
    case long = 4
    case double = 12
    case long8 = 16

    /// The bytes of one value.
    var byteCount: Int {
      switch self {
      case .byte, .ascii: 1
      case .short: 2
      case .long: 4
      case .double, .long8: 8
      }
    }
  }

  /// The tag's number.
  var number: UInt16
  /// The type of its values.
  var type: ValueType
  /// The values one after another, little endian.
  var bytes: [UInt8]

  /// The number of values.
  var count: Int { bytes.count / type.byteCount }
}

extension TIFFTag {
  /// A tag of 16-bit values.
  static func shorts(_ number: UInt16, _ values: [Int]) -> Self {
    Self(number: number, type: .short, bytes: values.flatMap { UInt16($0).littleEndianBytes })
  }

  /// A tag of 32-bit values.
  static func longs(_ number: UInt16, _ values: [Int]) -> Self {
    Self(number: number, type: .long, bytes: values.flatMap { UInt32($0).littleEndianBytes })
  }

  /// A tag of file offsets: 32 bits, or 64 in a BigTIFF.
  static func offsets(_ number: UInt16, _ values: [Int], isBig: Bool) -> Self {
    guard isBig else { return longs(number, values) }
    return Self(number: number, type: .long8, bytes: values.flatMap { UInt64($0).littleEndianBytes })
  }

  /// A tag of text, ended by a zero byte.
  static func text(_ number: UInt16, _ text: String) -> Self {
    Self(number: number, type: .ascii, bytes: Array(text.utf8) + [0])
  }
}

extension FixedWidthInteger {
  /// The bytes from the least significant on.
  var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian, Array.init) }

  /// The bytes from the most significant on.
  var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian, Array.init) }
}
