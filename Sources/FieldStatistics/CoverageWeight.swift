/// How much of a pixel a polygon covers, in whole units of 2^-24 of its area.
///
/// A covered fraction is rounded to the nearest unit, so that it is wrong by
/// 2^-25 at most and slivers below that vanish. Because weights are integers,
/// their sums are exact and do not depend on the order of adding.
@frozen
public struct CoverageWeight: Hashable, Sendable {
  /// Units of 2^-24 of a pixel, 0 to 2^24.
  public var units: UInt32

  /// Makes a weight from whole units.
  @inlinable
  public init(units: UInt32) { self.units = units }

  /// Makes a weight from a covered fraction.
  ///
  /// Fractions below 0 and above 1, which rounding can bring about, are taken
  /// as 0 and 1. The fraction must be a number.
  @inlinable
  public init(fraction: Double) {
    units = UInt32((min(max(fraction, 0), 1) * 0x1p24).rounded())
  }

  /// The weight of a pixel that is covered wholly.
  @inlinable
  public static var full: CoverageWeight { CoverageWeight(units: 1 << 24) }

  /// The covered fraction, 0 to 1.
  @inlinable
  public var fraction: Double { Double(units) * 0x1p-24 }
}
