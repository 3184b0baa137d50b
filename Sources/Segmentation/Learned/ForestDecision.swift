import Foundation

/// How probabilities become a class and a confidence.
public struct ForestDecision: Hashable, Sendable {
  /// The sigma in pixels of the bell that probabilities are smoothed with
  /// before they are compared; 0 for none.
  public var smoothing: Double
  /// What each class's probability is multiplied by before they are compared.
  public var weights: [Float]
  /// What log probabilities are divided by for the confidence (temperature
  /// scaling: Guo et al. 2017, <https://arxiv.org/abs/1706.04599>). Where the
  /// gate does not hold, probabilities are shares that were counted, and stay.
  public var temperature: Float

  /// Makes a decision.
  public init(smoothing: Double = 0, weights: [Float], temperature: Float = 1) {
    self.smoothing = smoothing
    self.weights = weights
    self.temperature = temperature
  }

  /// The place of the chosen class: the largest weighted probability, the
  /// first of equals.
  @inline(__always)
  public func choice(_ count: Int, _ probability: (Int) -> Float) -> Int {
    var best = 0
    var largest = -Float.infinity
    for place in 0..<count {
      let value = probability(place) * weights[place]
      if value > largest { (best, largest) = (place, value) }
    }
    return best
  }

  /// The calibrated probability of a class, 0 to 1.
  @inline(__always)
  public func confidence(in place: Int, _ count: Int, _ probability: (Int) -> Float) -> Float {
    if temperature == 1 { return probability(place) }
    var sum = 0.0
    var chosen = 0.0
    for other in 0..<count {
      let value = exp(log(max(Double(probability(other)), 1e-12)) / Double(temperature))
      sum += value
      if other == place { chosen = value }
    }
    return Float(chosen / sum)
  }
}
