extension FixedWidthInteger {
  /// The bytes, the lowest first.
  var bytes: [UInt8] { withUnsafeBytes(of: littleEndian, Array.init) }

  /// The bytes, the highest first.
  var highFirst: [UInt8] { withUnsafeBytes(of: bigEndian, Array.init) }
}
