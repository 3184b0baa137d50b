/// How often predictions of each confidence are right (Guo et al. 2017, "On
/// calibration of modern neural networks"). Adds up over parts.
public struct Reliability: Hashable, Sendable, Codable {
  /// The predictions whose confidence lies in one of the equal bins.
  public struct Bin: Hashable, Sendable, Codable {
    /// How many predictions, or the sum of their weights.
    public var weight = 0.0
    /// The sum of their confidences.
    public var confidenceSum = 0.0
    /// How many of them are right, weighted.
    public var rightWeight = 0.0

    /// The mean confidence, 0 to 1; `nil` without predictions.
    public var meanConfidence: Double? { weight > 0 ? confidenceSum / weight : nil }

    /// The share of right predictions, 0 to 1; `nil` without predictions.
    public var accuracy: Double? { weight > 0 ? rightWeight / weight : nil }
  }

  /// Equal bins of confidence from 0 to 1; each but the first leaves its lower
  /// end out.
  public private(set) var bins: [Bin]
  private var squareSum = 0.0

  /// Makes an empty diagram.
  public init(binCount: Int = 15) {
    precondition(binCount > 0, "a diagram needs bins")
    bins = Array(repeating: Bin(), count: binCount)
  }

  /// Counts one prediction.
  ///
  /// - Parameters:
  ///   - probabilities: One for each class, 0 to 1, that add up to 1.
  ///   - truth: The place of the true class among them.
  ///   - weight: For how many predictions this one stands.
  public mutating func add(_ probabilities: some Collection<Float>, truth: Int, weight: Double = 1) {
    var (best, highest) = (0, -Float.infinity)
    var squares = 0.0
    for (place, probability) in probabilities.enumerated() {
      if probability > highest { (best, highest) = (place, probability) }
      let miss = Double(probability) - (place == truth ? 1 : 0)
      squares += miss * miss
    }
    precondition(highest.isFinite, "a prediction has probabilities")
    let confidence = min(max(Double(highest), 0), 1)
    let bin = min(max(Int((confidence * Double(bins.count)).rounded(.up)) - 1, 0), bins.count - 1)
    bins[bin].weight += weight
    bins[bin].confidenceSum += weight * confidence
    if best == truth { bins[bin].rightWeight += weight }
    squareSum += weight * squares
  }

  /// Adds another part's predictions.
  public mutating func merge(_ other: Reliability) {
    precondition(bins.count == other.bins.count, "the diagrams differ in their bins")
    for i in bins.indices {
      bins[i].weight += other.bins[i].weight
      bins[i].confidenceSum += other.bins[i].confidenceSum
      bins[i].rightWeight += other.bins[i].rightWeight
    }
    squareSum += other.squareSum
  }

  /// The number of predictions, or the sum of their weights.
  public var weight: Double { bins.reduce(0) { $0 + $1.weight } }

  /// The mean distance between confidence and accuracy over the bins, 0 to 1;
  /// `nil` without predictions.
  public var expectedCalibrationError: Double? {
    guard weight > 0 else { return nil }
    return bins.reduce(0) { $0 + abs($1.confidenceSum - $1.rightWeight) } / weight
  }

  /// The mean over predictions of the squared distance between probabilities
  /// and truth, summed over classes, 0 to 2 (Brier 1950); `nil` without
  /// predictions.
  public var brierScore: Double? { weight > 0 ? squareSum / weight : nil }
}
