import Foundation

/// Student's t distribution.
///
/// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and
/// 26.7.4.
struct StudentDistribution {
  /// The degrees of freedom, from 1 on.
  let freedom: Int

  /// The chance of a value above `t`.
  func upperTail(_ t: Double) -> Double {
    let angle = atan(t / Double(freedom).squareRoot())
    let (sine, cosine) = (sin(angle), cos(angle))
    let isOdd = !freedom.isMultiple(of: 2)
    var term = isOdd ? cosine : 1
    var sum = freedom == 1 ? 0 : term
    for place in stride(from: isOdd ? 3 : 2, to: freedom, by: 2) {
      term *= cosine * cosine * Double(place - 1) / Double(place)
      sum += term
    }
    let within = isOdd ? 2 / Double.pi * (angle + sine * sum) : sine * sum
    return (1 - within) / 2
  }

  /// The value that is exceeded with a chance, found by halving to 1e-9.
  ///
  /// - Parameter chance: Above 0 and at most 0.5.
  func quantile(exceededBy chance: Double) -> Double {
    var (low, high) = (0.0, 1e6)
    while high - low > 1e-9 {
      let middle = (low + high) / 2
      if upperTail(middle) > chance { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
