/// A linear scale with round ticks.
struct Axis: Equatable {
  let lowerBound: Double
  let upperBound: Double

  /// Makes a scale; `nil` where the bounds are not finite or hold nothing.
  init?(_ lowerBound: Double, _ upperBound: Double) {
    guard lowerBound.isFinite, upperBound.isFinite, lowerBound < upperBound else { return nil }
    self.lowerBound = lowerBound
    self.upperBound = upperBound
  }

  /// The place of a value, from 0 at the lower to 1 at the upper bound.
  func place(_ value: Double) -> Double {
    min(max((value - lowerBound) / (upperBound - lowerBound), 0), 1)
  }

  /// About five round values within the bounds, and the decimals they need.
  var ticks: (values: [Double], decimals: Int) {
    let wanted = (upperBound - lowerBound) / 5
    var (unit, decimals) = (1.0, 0)
    while unit > wanted, decimals < 9 { (unit, decimals) = (unit / 10, decimals + 1) }
    while unit * 10 <= wanted { unit *= 10 }
    let step = [5.0, 2, 1].first { unit * $0 <= wanted }.map { $0 * unit } ?? unit
    let first = Int((lowerBound / step).rounded(.up))
    let last = Int((upperBound / step).rounded(.down))
    guard first <= last else { return ([], decimals) }
    return ((first...last).map { Double($0) * step }, decimals)
  }
}
