/// The type of the samples that a mosaic stores.
public enum SampleType: String, Hashable, Sendable, CaseIterable, Codable {
  /// Unsigned, 8 bits: colour counts.
  case uint8
  /// Unsigned, 16 bits: counts or scaled reflectance.
  case uint16
  /// Signed, 16 bits.
  case int16
  /// IEEE 754 single precision: reflectance or an index.
  case float32

  /// The number of bytes of one sample.
  public var byteCount: Int {
    switch self {
    case .uint8: 1
    case .uint16, .int16: 2
    case .float32: 4
    }
  }

  /// False for floating point.
  public var isInteger: Bool { self != .float32 }
}
