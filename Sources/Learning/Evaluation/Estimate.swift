/// An interval that holds the true value with the stated confidence.
public struct ConfidenceInterval: Hashable, Sendable, Codable {
  /// The lower end.
  public var lower: Double
  /// The upper end, not below the lower.
  public var upper: Double

  /// Makes an interval.
  public init(lower: Double, upper: Double) {
    precondition(lower <= upper, "an interval's ends are in order")
    self.lower = lower
    self.upper = upper
  }

  /// Whether a value lies between the ends or on one.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

/// A figure and how sure it is.
public struct Estimate: Hashable, Sendable, Codable {
  /// The figure; `nil` where there is nothing to tell it from.
  public var value: Double?
  /// Its interval; `nil` where too little is known to give one.
  public var interval: ConfidenceInterval?

  /// Makes a figure.
  public init(_ value: Double?, interval: ConfidenceInterval? = nil) {
    self.value = value
    self.interval = interval
  }
}
