/// The bins that sort single-precision values by their own bits.
///
/// A bin is a sign, an exponent of 2 from -14 to 22 and the upper 10 bits of the
/// mantissa, so that its width is 2^-10 of its lower power of two at most.
/// Values nearer to 0 than 2^-14 share bin 0. Bins ascend with their values,
/// from -`limit` to `limit`; a place is a bin plus `limit`.
enum ValueBins {
  /// The bits of the mantissa that tell bins apart.
  static let mantissaBits = 10
  /// The highest bin.
  static let limit = 37 << mantissaBits
  /// The number of bins.
  static let count = 2 * limit + 1
  /// Bits of the least magnitude that is too large for a tally: 2^23.
  static let magnitudeLimit: Int32 = 0x4B00_0000
  /// The lowest bin with a magnitude of 2^-14, before numbering starts at 1.
  static let base: UInt32 = (127 - 14) << UInt32(mantissaBits)

  /// The place of a finite value below 2^23, given by its bits.
  static func place(bits: UInt32) -> Int {
    Int(places(SIMD8(repeating: Int32(bitPattern: bits)))[0])
  }

  /// The places of eight finite values below 2^23, given by their bits.
  @inline(__always)
  static func places(_ bits: SIMD8<Int32>) -> SIMD8<Int32> {
    let steps = (bits & 0x7FFF_FFFF) &>> Int32(23 - mantissaBits) &- Int32(base - 1)
    let bins = steps & ~(steps &>> 31)
    let signs = bits &>> 31
    return (bins ^ signs) &- signs &+ Int32(limit)
  }

  /// The values of a place, from the lower to the upper border.
  static func range(place: Int) -> (low: Double, high: Double) {
    let bin = place - limit
    if bin == 0 { return (-0x1p-14, 0x1p-14) }
    let near = magnitude(step: abs(bin))
    let far = magnitude(step: abs(bin) + 1)
    return bin > 0 ? (near, far) : (-far, -near)
  }

  private static func magnitude(step: Int) -> Double {
    Double(Float(bitPattern: (UInt32(step - 1) + base) << UInt32(23 - mantissaBits)))
  }
}
