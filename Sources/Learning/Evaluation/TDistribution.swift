import Foundation

/// Student's t distribution with a whole number of degrees of freedom.
enum TDistribution {
  /// The value below which a share of the distribution lies, for shares from
  /// one half up to but not including 1.
  static func quantile(_ share: Double, degreesOfFreedom: Int) -> Double {
    precondition((0.5..<1).contains(share) && degreesOfFreedom > 0, "a share in the upper half")
    var (low, high) = (0.0, 1.0)
    while middle(high, degreesOfFreedom) < 2 * share - 1 { high *= 2 }
    for _ in 0..<100 {
      let centre = (low + high) / 2
      if middle(centre, degreesOfFreedom) < 2 * share - 1 { low = centre } else { high = centre }
    }
    return (low + high) / 2
  }

  /// The share between `-t` and `t` (Abramowitz and Stegun 1964, 26.7.3 and
  /// 26.7.4).
  static func middle(_ t: Double, _ degreesOfFreedom: Int) -> Double {
    let angle = atan(t / Double(degreesOfFreedom).squareRoot())
    let (sine, cosine) = (sin(angle), cos(angle))
    let isOdd = degreesOfFreedom % 2 == 1
    var term = isOdd ? cosine : 1
    var sum = 0.0
    var k = isOdd ? 3 : 2
    while k <= degreesOfFreedom {
      sum += term
      term *= cosine * cosine * Double(k - 1) / Double(k)
      k += 2
    }
    return isOdd ? (angle + sine * sum) * 2 / .pi : sine * sum
  }
}
