import Foundation

/// How well measured numbers agree with true ones, such as the severity of a
/// disease by image in percent.
///
/// Concordance is Lin's coefficient (1989, "A concordance correlation
/// coefficient to evaluate reproducibility", with the note of 2000): 1 where
/// all pairs lie on the line of equality, less where they scatter, are scaled
/// or shifted. Means, variances and covariance are those over `n`.
public struct Concordance: Hashable, Sendable, Codable {
  /// The number of pairs.
  public var count: Int
  /// Lin's coefficient, -1 to 1, with its 95 % interval by Fisher's
  /// transformation; `nil` where truth and measurement do not vary.
  public var coefficient: Estimate
  /// The mean distance of a measurement from truth, in their unit.
  public var meanAbsoluteError: Double
  /// The root of the mean squared distance, in their unit.
  public var rootMeanSquareError: Double
  /// The mean of measurement less truth, in their unit.
  public var bias: Double

  /// Compares pairs; `nil` without any, or where one is not finite.
  public init?(truth: [Double], measured: [Double]) {
    precondition(truth.count == measured.count, "there is one measurement for each truth")
    guard !truth.isEmpty, (truth + measured).allSatisfy(\.isFinite) else { return nil }
    let errors = zip(truth, measured).map { $1 - $0 }
    count = truth.count
    meanAbsoluteError = Self.mean(errors.map(abs))
    rootMeanSquareError = Self.mean(errors.map { $0 * $0 }).squareRoot()
    bias = Self.mean(errors)
    coefficient = Self.coefficient(truth, measured)
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func coefficient(_ x: [Double], _ y: [Double]) -> Estimate {
    let (meanX, meanY) = (mean(x), mean(y))
    let varianceX = mean(x.map { ($0 - meanX) * ($0 - meanX) })
    let varianceY = mean(y.map { ($0 - meanY) * ($0 - meanY) })
    let covariance = mean(zip(x, y).map { ($0 - meanX) * ($1 - meanY) })
    let shift = (meanX - meanY) * (meanX - meanY)
    let room = varianceX + varianceY + shift
    guard room > 0 else { return Estimate(nil) }
    let value = 2 * covariance / room
    guard x.count > 2, varianceX > 0, varianceY > 0, covariance != 0 else { return Estimate(value) }
    let deviations = (varianceX * varianceY).squareRoot()
    return Estimate(
      value,
      interval: interval(value, correlation: covariance / deviations, shift: shift / deviations, x.count))
  }

  /// The interval of the coefficient, from its inverse hyperbolic tangent.
  private static func interval(
    _ value: Double, correlation: Double, shift: Double, _ count: Int
  ) -> ConfidenceInterval {
    let square = value * value
    let room = 1 - square
    guard room > 1e-12 else { return ConfidenceInterval(lower: value, upper: value) }
    let scatter = (1 - correlation * correlation) * square / (room * correlation * correlation)
    let moved = 2 * square * value * (1 - value) * shift / (correlation * room * room)
    let movedTwice = square * square * shift * shift / (2 * correlation * correlation * room * room)
    let error = (max(scatter + moved - movedTwice, 0) / Double(count - 2)).squareRoot()
    let centre = atanh(value)
    let half = AreaEstimate.normalQuantile * error
    return ConfidenceInterval(lower: tanh(centre - half), upper: tanh(centre + half))
  }
}
