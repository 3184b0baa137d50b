public import FieldStatistics

/// The figures of one index in one field.
public struct IndexFigures: Hashable, Sendable {
  /// The shares of the percentiles that the catalog keeps, in order.
  public static let shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]

  /// The index.
  public var indexName: String
  /// The weighted mean; `nil` where no pixel has a value, as with all that follow.
  public var mean: Double?
  /// The weighted standard deviation of the population.
  public var standardDeviation: Double?
  /// The least value.
  public var minimum: Double?
  /// The greatest value.
  public var maximum: Double?
  /// One value for each of `shares`; empty where no pixel has a value.
  public var percentiles: [Double]
  /// The area with a value.
  public var validAreaSquareMetres: Double
  /// Pixels with a value that is not a finite number.
  public var nonfinitePixels: Int

  /// Makes figures.
  ///
  /// `percentiles` has one value for each of `shares`, or none.
  public init(
    indexName: String, mean: Double?, standardDeviation: Double?, minimum: Double?, maximum: Double?,
    percentiles: [Double], validAreaSquareMetres: Double, nonfinitePixels: Int
  ) {
    precondition(
      percentiles.isEmpty || percentiles.count == Self.shares.count, "one percentile for each share")
    self.indexName = indexName
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.minimum = minimum
    self.maximum = maximum
    self.percentiles = percentiles
    self.validAreaSquareMetres = validAreaSquareMetres
    self.nonfinitePixels = nonfinitePixels
  }

  /// Makes the figures of a tally.
  public init(indexName: String, tally: IndexTally, pixelAreaSquareMetres: Double) {
    self.init(
      indexName: indexName, mean: tally.mean, standardDeviation: tally.standardDeviation,
      minimum: tally.minimum.map(Double.init), maximum: tally.maximum.map(Double.init),
      percentiles: tally.percentiles(Self.shares),
      validAreaSquareMetres: tally.pixelWeight * pixelAreaSquareMetres,
      nonfinitePixels: Int(clamping: tally.nonfiniteCount))
  }
}
