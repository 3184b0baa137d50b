import Foundation
import Pixels

extension AreaEstimate {
  /// A sample by mapped class, and the areas of these.
  struct Strata {
    /// The mapped areas in the order of the matrix's classes.
    let areas: [Double]
    let total: Double
    /// The share of each mapped class (first) that is truly another (second);
    /// a class without area counts as all right.
    let shares: [[Double]]
    /// The points in each mapped class.
    let sizes: [Double]

    init(
      _ sample: ConfusionMatrix, _ mappedAreas: [ClassCode: Double], fewest: Int
    ) throws(AreaEstimateError) {
      areas = try AreaEstimate.areas(mappedAreas, codes: sample.codes)
      total = areas.reduce(0, +)
      guard total > 0 else { throw .noArea }
      let rows = sample.rows
      var shares: [[Double]] = []
      var sizes: [Double] = []
      for i in rows.indices {
        let size = rows.reduce(0) { $0 + $1[i] }
        guard size >= fewest || areas[i] == 0 else { throw .unsampledClass(sample.codes[i]) }
        sizes.append(Double(size))
        shares.append(rows.indices.map { size > 0 ? Double(rows[$0][i]) / Double(size) : $0 == i ? 1 : 0 })
      }
      (self.shares, self.sizes) = (shares, sizes)
    }

    private var sampled: [Int] { areas.indices.filter { areas[$0] > 0 } }

    /// The variance of a share of a mapped class.
    private func variance(_ i: Int, _ k: Int) -> Double {
      sizes[i] > 1 ? shares[i][k] * (1 - shares[i][k]) / (sizes[i] - 1) : 0
    }

    /// The variance of the area of one mapped class that is truly another.
    private func spread(_ i: Int, _ k: Int) -> Double { areas[i] * areas[i] * variance(i, k) }

    /// Equation 9.
    func area(of k: Int) -> Double { sampled.reduce(0) { $0 + areas[$1] * shares[$1][k] } }

    /// Equations 10 and 11.
    func standardError(of k: Int) -> Double {
      sampled.reduce(0) { $0 + spread($1, k) }.squareRoot()
    }

    /// Equations 2 and 6.
    func usersAccuracy(of k: Int) -> Accuracy? {
      areas[k] > 0 ? Accuracy(value: shares[k][k], standardError: variance(k, k).squareRoot()) : nil
    }

    /// Equations 3 and 7.
    func producersAccuracy(of k: Int) -> Accuracy? {
      let truth = area(of: k)
      guard truth > 0 else { return nil }
      let value = areas[k] * shares[k][k] / truth
      let own = spread(k, k)
      let others = sampled.filter { $0 != k }.map { spread($0, k) }.reduce(0, +)
      let variance = (1 - value) * (1 - value) * own + value * value * others
      return Accuracy(value: value, standardError: variance.squareRoot() / truth)
    }

    /// Equations 1 and 5.
    var overallAccuracy: Accuracy {
      let right = sampled.reduce(0) { $0 + areas[$1] * shares[$1][$1] }
      let variance = sampled.reduce(0) { $0 + spread($1, $1) }
      return Accuracy(value: right / total, standardError: variance.squareRoot() / total)
    }
  }

  /// Areas in the order of the classes.
  static func areas(
    _ mapped: [ClassCode: Double], codes: [ClassCode]
  ) throws(AreaEstimateError) -> [Double] {
    for (code, area) in mapped.sorted(by: { $0.key < $1.key }) {
      guard area.isFinite, area >= 0 else { throw .badArea(code, area) }
      guard area == 0 || codes.contains(code) else { throw .unknownClass(code) }
    }
    return codes.map { mapped[$0] ?? 0 }
  }
}
