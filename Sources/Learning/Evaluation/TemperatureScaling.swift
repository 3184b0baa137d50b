import Foundation

/// One number that makes confidences honest: the class scores' logarithms are
/// divided by it (Guo et al. 2017). The class that wins stays the same.
public struct TemperatureScaling: Hashable, Sendable, Codable {
  /// Above 1 where the model was too sure, below 1 where it was not sure
  /// enough; 0.05 to 20.
  public var temperature: Double

  /// What fitting may find.
  public static let range = 0.05...20.0

  /// Makes a scaling; 1 changes nothing.
  public init(temperature: Double = 1) {
    precondition(temperature > 0 && temperature.isFinite, "a temperature is above 0")
    self.temperature = temperature
  }

  /// Finds the temperature at which held-out truth is most likely.
  ///
  /// The likelihood has one peak over the inverse temperature, which is found
  /// by Newton's steps kept within a shrinking bracket: the same predictions
  /// always give the same temperature. Where every prediction is right the
  /// lowest temperature of `range` is given.
  ///
  /// - Parameter predictions: Of models that did not see these pixels. Without
  ///   any the temperature is 1.
  public init(fitting predictions: HeldOutPredictions) {
    self.init(temperature: 1 / Self.inverse(predictions))
  }

  /// The probabilities of one pixel at this temperature.
  ///
  /// - Parameter probabilities: One for each class, 0 to 1, that add up to 1.
  public func scaled(_ probabilities: some Collection<Float>) -> [Float] {
    let logits = probabilities.map { log(max(Double($0), HeldOutPredictions.leastProbability)) / temperature }
    let highest = logits.max() ?? 0
    let powers = logits.map { exp($0 - highest) }
    let sum = powers.reduce(0, +)
    return powers.map { Float($0 / sum) }
  }

  private static func inverse(_ predictions: HeldOutPredictions) -> Double {
    guard predictions.count > 0 else { return 1 }
    var (low, high) = (1 / range.upperBound, 1 / range.lowerBound)
    if predictions.slope(at: low).first >= 0 { return low }
    if predictions.slope(at: high).first <= 0 { return high }
    var inverse = 1.0
    for _ in 0..<60 where high - low > 1e-12 * high {
      let (slope, curvature) = predictions.slope(at: inverse)
      if slope > 0 { high = inverse } else { low = inverse }
      let step = curvature > 0 ? inverse - slope / curvature : .infinity
      let next = step > low && step < high ? step : (low + high) / 2
      if abs(next - inverse) <= 1e-12 * inverse { break }
      inverse = next
    }
    return inverse
  }
}

/// Class probabilities of pixels that the model did not learn from, with
/// their truth.
public struct HeldOutPredictions: Hashable, Sendable {
  /// Smaller probabilities count as this one.
  static let leastProbability = 1e-30

  /// How many classes there are.
  public let classCount: Int
  /// One probability for each class, pixel after pixel.
  public private(set) var probabilities: [Float] = []
  /// The place of each pixel's true class.
  public private(set) var truths: [Int] = []
  /// For how many pixels each stands.
  public private(set) var weights: [Double] = []

  /// Makes an empty set.
  public init(classCount: Int) {
    precondition(classCount > 0, "predictions need classes")
    self.classCount = classCount
  }

  /// The number of pixels.
  public var count: Int { truths.count }

  /// Adds a pixel.
  ///
  /// - Parameters:
  ///   - probabilities: One for each class, 0 to 1, that add up to 1.
  ///   - truth: The place of the true class.
  ///   - weight: For how many pixels this one stands, as in drawn samples.
  public mutating func append(_ probabilities: some Collection<Float>, truth: Int, weight: Double = 1) {
    precondition(probabilities.count == classCount && (0..<classCount).contains(truth), "one for each class")
    self.probabilities.append(contentsOf: probabilities)
    truths.append(truth)
    weights.append(weight)
  }

  /// How often predictions of each confidence are right, at a temperature.
  public func reliability(
    at scaling: TemperatureScaling = TemperatureScaling(), binCount: Int = 15
  ) -> Reliability {
    var reliability = Reliability(binCount: binCount)
    for i in 0..<count {
      let own = probabilities[i * classCount..<(i + 1) * classCount]
      let shown = scaling.temperature == 1 ? Array(own) : scaling.scaled(own)
      reliability.add(shown, truth: truths[i], weight: weights[i])
    }
    return reliability
  }

  /// First and second derivative of the mean negative log likelihood by the
  /// inverse temperature.
  func slope(at inverse: Double) -> (first: Double, second: Double) {
    var (first, second, all) = (0.0, 0.0, 0.0)
    var logits = [Double](repeating: 0, count: classCount)
    for i in 0..<count {
      for j in 0..<classCount {
        logits[j] = log(max(Double(probabilities[i * classCount + j]), Self.leastProbability))
      }
      let (mean, variance) = Self.moments(logits, inverse)
      first += weights[i] * (mean - logits[truths[i]])
      second += weights[i] * variance
      all += weights[i]
    }
    return (first / all, second / all)
  }

  /// Mean and variance of the logits under their own distribution.
  private static func moments(_ logits: [Double], _ inverse: Double) -> (Double, Double) {
    let highest = logits.max() ?? 0
    var (sum, first, second) = (0.0, 0.0, 0.0)
    for logit in logits {
      let power = exp((logit - highest) * inverse)
      sum += power
      first += power * (logit - highest)
      second += power * (logit - highest) * (logit - highest)
    }
    let mean = first / sum
    return (mean + highest, second / sum - mean * mean)
  }
}
