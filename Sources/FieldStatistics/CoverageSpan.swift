/// Neighbouring pixels of one row that a field covers to the same degree.
///
/// Spans of a row do not overlap, run from left to right and are as long as
/// they can be: two that touch differ in weight. No span has weight 0.
@frozen
public struct CoverageSpan: Hashable, Sendable {
  /// The first column.
  public var start: Int
  /// The column after the last.
  public var end: Int
  /// How much of each of the pixels is covered.
  public var weight: CoverageWeight

  /// Makes a span of the columns `start..<end`.
  @inlinable
  public init(start: Int, end: Int, weight: CoverageWeight) {
    self.start = start
    self.end = end
    self.weight = weight
  }

  /// The number of pixels.
  @inlinable
  public var count: Int { end - start }

  /// The covered area of all pixels of the span, in units of 2^-24 of a pixel.
  @inlinable
  public var units: UInt64 { UInt64(count) * UInt64(weight.units) }
}
