/// A threshold that the pixels of a flight decided, or that the job fixed.
public struct Threshold: Hashable, Sendable {
  /// The comparison as the job writes it, such as "gaussian(exg, 2) > otsu".
  public var comparison: String
  /// "otsu", "percentile(95)".
  public var method: String
  /// The value that was used.
  public var value: Double
}
