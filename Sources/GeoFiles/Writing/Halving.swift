internal import Stitching

/// How four samples of a raster become one of its next overview.
///
/// A sample beyond an odd right or lower edge counts as nodata.
enum Halving: Sendable {
  /// The most frequent code; see `ModeReduction`.
  case mode
  /// The mean of bytes; see `ConfidenceReduction`.
  case meanOfCodes
  /// The mean of floats; see `MeanReduction`.
  case meanOfFloats

  /// Writes `count` overview samples of two rows with twice as many each.
  func halve(
    _ upper: UnsafeRawPointer, _ lower: UnsafeRawPointer, into row: UnsafeMutableRawPointer, count: Int
  ) {
    switch self {
    case .mode: Self.halve(ModeReduction.self, upper, lower, row, count)
    case .meanOfCodes: Self.halve(ConfidenceReduction.self, upper, lower, row, count)
    case .meanOfFloats: Self.halve(MeanReduction.self, upper, lower, row, count)
    }
  }

  private static func halve<Reduction: BlockReduction>(
    _ reduction: Reduction.Type, _ upper: UnsafeRawPointer, _ lower: UnsafeRawPointer,
    _ row: UnsafeMutableRawPointer, _ count: Int
  ) {
    Reduction.reduce(
      upper.assumingMemoryBound(to: Reduction.Sample.self),
      lower.assumingMemoryBound(to: Reduction.Sample.self),
      into: row.assumingMemoryBound(to: Reduction.Sample.self), count: count)
  }
}
