public import Spectral

extension AutomaticThreshold {
  /// The threshold that a sample of values decides.
  ///
  /// The same values give the same threshold in whatever order they come;
  /// values that are not finite are left out.
  ///
  /// `otsu` counts the values in 1024 equal bins between the 0.01 and the
  /// 99.99 percentile (between the least and greatest where those are the
  /// same; values beyond go to the first and the last bin) and gives the upper
  /// edge of the lower group's last bin; where several edges are equally good,
  /// as within a gap, the middle of the first and the last. Source: Otsu, A
  /// Threshold Selection Method from Gray-Level Histograms, IEEE Transactions
  /// on Systems, Man and Cybernetics 9, 1979.
  ///
  /// `percentile` interpolates between neighbouring values (Hyndman and Fan
  /// 1996, definition 7).
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
