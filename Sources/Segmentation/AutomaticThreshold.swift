/// A threshold that is drawn from a sample of values.
///
/// The same values give the same threshold in whatever order they come.
/// Samples that are not finite are left out.
public enum AutomaticThreshold: Hashable, Sendable {
  /// The threshold that best parts the values into two groups: it makes the
  /// variance between the groups the greatest.
  ///
  /// The values are counted in 1024 equal bins between the 0.01 and the 99.99
  /// percentile, or between the least and greatest value where those two are
  /// the same; values beyond go to the first and the last bin. The threshold
  /// is the upper edge of the lower group's last bin; where several edges are
  /// equally good, as within a gap, the middle of the first and the last.
  ///
  /// Source: Otsu, A Threshold Selection Method from Gray-Level Histograms,
  /// IEEE Transactions on Systems, Man and Cybernetics 9, 1979.
  case otsu

  /// The value that so many percent of the sample do not exceed, 0 to 100.
  ///
  /// Between two neighbouring values it is interpolated (Hyndman and Fan 1996,
  /// definition 7).
  case percentile(Double)

  /// The threshold of a sample.
  ///
  /// - Throws: `ThresholdError` where the sample has no finite value, or where
  ///   Otsu's method is given only equal values.
  public func value(of sample: [Float]) throws(ThresholdError) -> Float {
    var keys = sample.lazy.filter(\.isFinite).map(orderedKey) as [Int32]
    guard !keys.isEmpty else { throw .empty(count: sample.count) }
    switch self {
    case .percentile(let percent): return Float(interpolated(percent: percent, of: &keys))
    case .otsu: return try OtsuHistogram(&keys).threshold
    }
  }
}

/// Why a threshold cannot be drawn from a sample.
public enum ThresholdError: Error, Hashable, Sendable {
  /// None of the samples is finite.
  case empty(count: Int)
  /// All finite samples are equal.
  case allEqual(Float)
}

extension ThresholdError: CustomStringConvertible {
  /// One sentence that says what is wrong with the sample.
  public var description: String {
    switch self {
    case .empty(let count): "no threshold can be drawn: none of the \(count) samples has a value"
    case .allEqual(let value): "no threshold can be drawn: every sample is \(value)"
    }
  }
}
