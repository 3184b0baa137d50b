import Foundation

/// How far two samples of one figure lie apart.
public enum DriftDistance {
  /// The population stability index: the sum over bins of
  /// (q - p) ln(q / p), where p and q are the shares of reference and flight.
  ///
  /// Bins are the tenths of the reference; what is missing is a bin of its own.
  /// Half a pixel is added to each bin, so that no share is 0. Source: Siddiqi
  /// 2006, Credit Risk Scorecards; there, 0.1 to 0.25 is called some change and
  /// above 0.25 a great one.
  public static func stabilityIndex(_ reference: [Float], _ flight: [Float]) -> Double {
    let known = reference.filter { !$0.isNaN }.sorted()
    var edges: [Float] = []
    if !known.isEmpty {
      for tenth in 1...9 {
        let edge = known[min(known.count - 1, (tenth * known.count + 9) / 10 - 1)]
        if edge != edges.last { edges.append(edge) }
      }
    }
    return stabilityIndex(
      counts(reference, edges: edges), counts(flight, edges: edges))
  }

  /// The population stability index of classes.
  public static func stabilityIndex(classes reference: [Float], _ flight: [Float]) -> Double {
    let codes = Set(reference + flight).sorted()
    func counts(_ values: [Float]) -> [Int] { codes.map { code in values.count { $0 == code } } }
    return stabilityIndex(counts(reference), counts(flight))
  }

  /// The population stability index of counts in the same bins.
  static func stabilityIndex(_ reference: [Int], _ flight: [Int]) -> Double {
    func shares(_ counts: [Int]) -> [Double] {
      let total = Double(counts.reduce(0, +)) + 0.5 * Double(counts.count)
      return counts.map { (Double($0) + 0.5) / total }
    }
    return zip(shares(reference), shares(flight)).reduce(0) { $0 + ($1.1 - $1.0) * log($1.1 / $1.0) }
  }

  /// Values up to each edge, above the last, and missing.
  private static func counts(_ values: [Float], edges: [Float]) -> [Int] {
    var counts = [Int](repeating: 0, count: edges.count + 2)
    for value in values {
      counts[value.isNaN ? edges.count + 1 : edges.firstIndex { value <= $0 } ?? edges.count] += 1
    }
    return counts
  }

  /// The chance that two samples of one distribution lie so far apart or
  /// farther (Kolmogorov's limit for large samples; Smirnov 1948).
  ///
  /// - Parameters:
  ///   - distance: The Kolmogorov-Smirnov distance, 0 to 1.
  ///   - sizes: How many independent pixels the two samples are worth.
  public static func chance(of distance: Double, sizes: (Double, Double)) -> Double {
    let x = distance * (sizes.0 * sizes.1 / max(sizes.0 + sizes.1, .leastNormalMagnitude)).squareRoot()
    guard x > 0.04 else { return 1 }
    if x < 1.18 {
      let y = exp(-Double.pi * Double.pi / (8 * x * x))
      return 1 - (2 * Double.pi).squareRoot() / x * (y + pow(y, 9) + pow(y, 25) + pow(y, 49))
    }
    let y = exp(-2 * x * x)
    return max(0, 2 * (y - pow(y, 4) + pow(y, 9)))
  }
}
