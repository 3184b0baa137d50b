/// A histogram of 1024 equal bins with Otsu's split of it.
struct OtsuHistogram {
  static let binCount = 1024

  let lower: Double
  let upper: Double
  private(set) var counts = [Int](repeating: 0, count: binCount)

  /// Counts keys of finite values; they are reordered.
  init(_ keys: inout [Int32]) throws(ThresholdError) {
    let least = keys.min() ?? 0
    let greatest = keys.max() ?? 0
    let lowest = Double(value(ofKey: least))
    let highest = Double(value(ofKey: greatest))
    guard lowest < highest else { throw .allEqual(value(ofKey: greatest)) }
    let low = interpolated(percent: 0.01, of: &keys)
    let high = interpolated(percent: 99.99, of: &keys)
    (lower, upper) = low < high ? (low, high) : (lowest, highest)
    for key in keys { counts[bin(Double(value(ofKey: key)))] += 1 }
  }

  /// The bin of a value; values beyond the range are in the end bins.
  private func bin(_ value: Double) -> Int {
    let place = (value - lower) / (upper - lower) * Double(Self.binCount)
    return min(max(Int(place), 0), Self.binCount - 1)
  }

  /// The edge that makes the variance between the two groups the greatest.
  var threshold: Float {
    let total = counts.reduce(0, +)
    let moment = counts.enumerated().reduce(0) { $0 + $1.offset * $1.element }
    var best = (variance: -1.0, first: 0, last: 0)
    var below = (count: 0, moment: 0)
    for edge in 1..<Self.binCount {
      below.count += counts[edge - 1]
      below.moment += (edge - 1) * counts[edge - 1]
      guard below.count > 0, below.count < total else { continue }
      let variance = Self.variance(below: below, total: total, moment: moment)
      if variance > best.variance {
        best = (variance, edge, edge)
      } else if variance == best.variance {
        best.last = edge
      }
    }
    let edge = Double(best.first + best.last) / 2
    return Float(lower + (upper - lower) * edge / Double(Self.binCount))
  }

  /// The variance between the groups times the square of the sample's size.
  private static func variance(below: (count: Int, moment: Int), total: Int, moment: Int) -> Double {
    let above = total - below.count
    let meanBelow = Double(below.moment) / Double(below.count)
    let meanAbove = Double(moment - below.moment) / Double(above)
    let distance = meanAbove - meanBelow
    return Double(below.count) * Double(above) * distance * distance
  }
}
