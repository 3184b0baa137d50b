/// A sample that can be summed up.
protocol SummarySample: Numeric, Comparable {
  /// True where values are few enough to count each.
  static var isCountable: Bool { get }
  /// The place of the value in a table of all values; 0 for floats.
  var countIndex: Int { get }
  /// The value of a place in that table.
  static func value(atCountIndex index: Int) -> Double
  /// The number of places in that table.
  static var countTableSize: Int { get }
  /// The greatest value, where sensors saturate; `nil` for floats.
  static var top: Double? { get }
  /// The value as a double.
  var double: Double { get }
  /// False for NaN and infinities.
  var isFiniteSample: Bool { get }
  /// The nodata value as a sample; `nil` where no sample can equal it.
  static func nodata(_ value: Double) -> Self?
  /// True for NaN.
  var isNaNSample: Bool { get }
}

extension SummarySample where Self: FixedWidthInteger {
  static var isCountable: Bool { true }
  @inline(__always) var countIndex: Int { Int(self) - Int(Self.min) }
  static func value(atCountIndex index: Int) -> Double { Double(index + Int(Self.min)) }
  static var countTableSize: Int { Int(Self.max) - Int(Self.min) + 1 }
  static var top: Double? { Double(Self.max) }
  @inline(__always) var double: Double { Double(self) }
  @inline(__always) var isFiniteSample: Bool { true }
  static func nodata(_ value: Double) -> Self? { Self(exactly: value) }
  @inline(__always) var isNaNSample: Bool { false }
}

extension UInt8: SummarySample {}
extension UInt16: SummarySample {}
extension Int16: SummarySample {}

extension Float: SummarySample {
  static var isCountable: Bool { false }
  var countIndex: Int { 0 }
  static func value(atCountIndex index: Int) -> Double { 0 }
  static var countTableSize: Int { 0 }
  static var top: Double? { nil }
  @inline(__always) var double: Double { Double(self) }
  @inline(__always) var isFiniteSample: Bool { isFinite }
  static func nodata(_ value: Double) -> Float? { Float(value) }
  @inline(__always) var isNaNSample: Bool { isNaN }
}
