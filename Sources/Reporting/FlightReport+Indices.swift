extension FlightReport {
  /// The statistics of one index in one field.
  public struct IndexSummary: Hashable, Sendable {
    /// The index's name.
    public var index: String
    /// The mean.
    public var mean: Double
    /// The standard deviation.
    public var standardDeviation: Double
    /// The smallest value.
    public var minimum: Double
    /// The largest value.
    public var maximum: Double
    /// The value below which 5 % lie.
    public var p5: Double
    /// The value below which 25 % lie.
    public var p25: Double
    /// The median.
    public var p50: Double
    /// The value below which 75 % lie.
    public var p75: Double
    /// The value below which 95 % lie.
    public var p95: Double

    /// Makes a summary; NaN stands for a figure that is not known.
    public init(
      index: String, mean: Double, standardDeviation: Double, minimum: Double, maximum: Double, p5: Double,
      p25: Double, p50: Double, p75: Double, p95: Double
    ) {
      self.index = index
      self.mean = mean
      self.standardDeviation = standardDeviation
      self.minimum = minimum
      self.maximum = maximum
      self.p5 = p5
      self.p25 = p25
      self.p50 = p50
      self.p75 = p75
      self.p95 = p95
    }
  }

  /// How often each value of an index occurs, in bins of one width.
  public struct Histogram: Hashable, Sendable {
    /// The index's name.
    public var index: String
    /// The lower end of the first bin.
    public var lowerBound: Double
    /// The upper end of the last bin.
    public var upperBound: Double
    /// The number of pixels in each bin.
    public var counts: [Int]

    /// Makes a histogram.
    public init(index: String, lowerBound: Double, upperBound: Double, counts: [Int]) {
      self.index = index
      self.lowerBound = lowerBound
      self.upperBound = upperBound
      self.counts = counts
    }
  }

  /// A threshold that was found in the flight itself.
  public struct Threshold: Hashable, Sendable {
    /// The index's name.
    public var index: String
    /// The value.
    public var value: Double
    /// How it was found.
    public var method: String

    /// Makes a threshold.
    public init(index: String, value: Double, method: String) {
      self.index = index
      self.value = value
      self.method = method
    }
  }
}
