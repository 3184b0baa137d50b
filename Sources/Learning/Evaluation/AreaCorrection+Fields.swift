import Foundation
public import Pixels

extension AreaCorrection {
  /// One class's corrected area.
  public struct ClassArea: Hashable, Sendable, Codable {
    /// The class.
    public var code: ClassCode
    /// The area that the mask gives it, in square metres.
    public var mappedSquareMetres: Double
    /// The corrected area, in square metres.
    public var squareMetres: Double
    /// Its standard error, in square metres; `nil` with fewer than three
    /// labelled places.
    public var standardErrorSquareMetres: Double?
    /// Its 95 % interval, within nothing and the whole area; `nil` as above.
    public var interval: ConfidenceInterval?
  }

  /// Corrects the areas that a mask gives to the classes of one field.
  ///
  /// The corrected areas add up to the same sum. With a model that was right
  /// everywhere they are the mapped ones, with no error.
  ///
  /// - Parameter mappedSquareMetres: The area of each class; classes left out
  ///   have none.
  /// - Returns: The classes by ascending code.
  /// - Throws: `AreaEstimateError` where the field has a class that no label
  ///   lies on.
  public func corrected(
    mappedSquareMetres: [ClassCode: Double]
  ) throws(AreaEstimateError) -> [ClassArea] {
    let areas = try AreaEstimate.areas(mappedSquareMetres, codes: codes)
    let total = areas.reduce(0, +)
    guard total > 0 else { throw .noArea }
    for i in codes.indices where areas[i] > 0 && !(meanAreas[i] > 0) { throw .unsampledClass(codes[i]) }
    let quantile = TDistribution.quantile(0.975, degreesOfFreedom: max(placeCount - 1, 1))
    return codes.indices.map { k in
      let area = codes.indices.reduce(0) { $0 + areas[$1] * shares[$1][k] }
      let error =
        placeCount >= BlockBootstrap.fewestBlocks ? variance(of: k, areas, total: total).squareRoot() : nil
      return ClassArea(
        code: codes[k], mappedSquareMetres: areas[k], squareMetres: area, standardErrorSquareMetres: error,
        interval: error.map { AreaEstimate.interval(area, quantile * $0, total: total) })
    }
  }

  /// The variance of the mean shares, and that of the field itself.
  ///
  /// With `v` the field's areas in units of those of a mean place and `S` the
  /// covariance between places, the first is `v' S v` over the number of
  /// places. The second is `u' S u` with `u` the square root of `v`: errors of
  /// a field's parts are as independent as those of places.
  private func variance(of k: Int, _ areas: [Double], total: Double) -> Double {
    let unit = isOnGround ? 1 : total / meanAreas.reduce(0, +)
    let sizes = codes.indices.map { meanAreas[$0] > 0 ? areas[$0] / (meanAreas[$0] * unit) : 0 }
    let known = form(k, sizes) / Double(placeCount)
    return max(known + form(k, sizes.map { $0.squareRoot() }), 0) * unit * unit
  }

  private func form(_ k: Int, _ vector: [Double]) -> Double {
    var sum = 0.0
    for i in codes.indices {
      for j in codes.indices { sum += vector[i] * covariances[k][i][j] * vector[j] }
    }
    return sum
  }
}
