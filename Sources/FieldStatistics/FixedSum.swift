/// A sum of reals in whole units of 2^-48, which no order of adding changes.
///
/// Terms up to 2^77 in magnitude are rounded to the nearest unit.
struct FixedSum: Hashable, Sendable {
  var units: Int128 = 0

  /// The sum as a double.
  var value: Double { Double(units) * 0x1p-48 }

  /// Adds a term, rounded to the nearest unit.
  @inline(__always)
  mutating func add(_ term: Double) {
    let scaled = (term * 0x1p48).rounded()
    let high = (scaled * 0x1p-63).rounded(.down)
    let low = scaled - high * 0x1p63
    units &+= Int128(Int64(high)) << 63 &+ Int128(UInt64(low))
  }

  /// Adds another sum.
  mutating func merge(_ other: FixedSum) { units &+= other.units }
}
