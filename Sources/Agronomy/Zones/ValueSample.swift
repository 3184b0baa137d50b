/// Values with the areas that have them, ascending and each value once.
public struct ValueSample: Hashable, Sendable {
  /// The different values.
  public private(set) var values: [Double] = []
  /// The weight of each.
  public private(set) var weights: [Double] = []

  /// Makes a sample of values with their weights; what is not finite or has no weight is left out.
  public init(_ pairs: [(Double, Double)]) {
    let kept = pairs.filter { $0.0.isFinite && $0.1 > 0 }
    for (value, weight) in kept.sorted(by: { $0.0 < $1.0 }) {
      if values.last == value {
        weights[weights.count - 1] += weight
      } else {
        values.append(value)
        weights.append(weight)
      }
    }
  }

  /// The number of different values.
  public var count: Int { values.count }

  /// The sample with at most `limit` different values: those in one of so many
  /// bins of the same width become their mean.
  func binned(_ limit: Int) -> ValueSample {
    guard count > limit, let low = values.first, let high = values.last else { return self }
    var sums = [Double](repeating: 0, count: limit)
    var totals = sums
    for (value, weight) in zip(values, weights) {
      let bin = min(Int((value - low) / (high - low) * Double(limit)), limit - 1)
      sums[bin] += value * weight
      totals[bin] += weight
    }
    return ValueSample(zip(sums, totals).filter { $1 > 0 }.map { ($0 / $1, $1) })
  }
}

/// Running sums of a sample, for means and squared deviations of stretches.
struct SampleSums {
  private var weights = [0.0]
  private var sums = [0.0]
  private var squares = [0.0]
  private let shift: Double

  init(_ sample: ValueSample) {
    // Sums about a middle value keep their digits.
    shift = sample.values.isEmpty ? 0 : sample.values[sample.count / 2]
    for (value, weight) in zip(sample.values, sample.weights) {
      let centred = value - shift
      weights.append((weights.last ?? 0) + weight)
      sums.append((sums.last ?? 0) + weight * centred)
      squares.append((squares.last ?? 0) + weight * centred * centred)
    }
  }

  func weight(_ range: Range<Int>) -> Double { weights[range.upperBound] - weights[range.lowerBound] }

  func mean(_ range: Range<Int>) -> Double {
    (sums[range.upperBound] - sums[range.lowerBound]) / weight(range) + shift
  }

  /// The weighted squared deviations from the mean.
  func deviation(_ range: Range<Int>) -> Double {
    let sum = sums[range.upperBound] - sums[range.lowerBound]
    return max(0, squares[range.upperBound] - squares[range.lowerBound] - sum * sum / weight(range))
  }
}
