import Foundation

/// How a score grows with the number of labelled tiles: a - b n^-c.
///
/// Source: Figueroa and others (2012), doi:10.1186/1472-6947-12-8.
public struct LearningCurve: Hashable, Sendable {
  /// A score that a model reached with so many labelled tiles.
  public struct Point: Hashable, Sendable {
    /// The number of tiles, above 0.
    public var count: Double
    /// The score, 0...1.
    public var score: Double

    /// Makes a point.
    public init(count: Double, score: Double) {
      self.count = count
      self.score = score
    }
  }

  /// An expected gain in score with its interval of 95 %.
  public struct Gain: Hashable, Sendable {
    /// The expected gain.
    public var expected: Double
    /// The lower end; `nil` where the points are too few to tell.
    public var lower: Double?
    /// The upper end; `nil` where the points are too few to tell.
    public var upper: Double?
  }

  /// The score that the curve tends to.
  public let limit: Double
  /// What one tile lacks of it.
  public let lack: Double
  /// How fast the lack falls.
  public let exponent: Double

  private let points: [Point]

  /// The exponents that are looked at: slower is a straight line in the
  /// logarithm, faster is a step.
  static let exponents = 0.05...3.0

  /// Fits the curve by least squares: limit and lack for each exponent in
  /// closed form, the exponent by a grid and golden sections.
  ///
  /// - Returns: `nil` for fewer than three counts that differ.
  public init?(_ points: [Point]) {
    let points = points.filter { $0.count > 0 && $0.count.isFinite && $0.score.isFinite }
    guard Set(points.map(\.count)).count >= 3 else { return nil }
    self.points = points
    var best = Self.exponents.lowerBound
    let step = 0.05
    for candidate in stride(from: best, through: Self.exponents.upperBound, by: step)
    where Self.line(points, candidate).error < Self.line(points, best).error { best = candidate }
    let exponent = Self.refined(points, around: best, by: step)
    let line = Self.line(points, exponent)
    (limit, lack, self.exponent) = (line.limit, line.lack, exponent)
  }

  /// The expected score with so many tiles.
  public func score(_ count: Double) -> Double { limit - lack * pow(count, -exponent) }

  /// The expected gain of labelling more tiles.
  ///
  /// The interval is the delta method's, with the residuals' variance and
  /// Student's t; it needs four points or more. It says how well the curve is
  /// known, not how one training will turn out.
  public func gain(from count: Double, adding more: Double) -> Gain {
    let expected = score(count + more) - score(count)
    let freedom = points.count - 3
    guard freedom > 0, let covariance = covariance(freedom) else { return Gain(expected: expected) }
    let (one, two) = (gradient(count), gradient(count + more))
    let slope = zip(two, one).map { $0 - $1 }
    var variance = 0.0
    for row in 0..<3 {
      for column in 0..<3 { variance += slope[row] * covariance[row][column] * slope[column] }
    }
    let half = TDistribution.quantile(0.975, degreesOfFreedom: freedom) * max(0, variance).squareRoot()
    return Gain(expected: expected, lower: expected - half, upper: expected + half)
  }

  /// How the score changes with limit, lack and exponent.
  private func gradient(_ count: Double) -> [Double] {
    let power = pow(count, -exponent)
    return [1, -power, lack * power * log(count)]
  }

  /// The covariance of limit, lack and exponent; `nil` where it is not known.
  private func covariance(_ freedom: Int) -> [[Double]]? {
    var normal = [[Double]](repeating: [0, 0, 0], count: 3)
    var squares = 0.0
    for point in points {
      let gradient = gradient(point.count)
      let residual = point.score - score(point.count)
      squares += residual * residual
      for row in 0..<3 {
        for column in 0..<3 { normal[row][column] += gradient[row] * gradient[column] }
      }
    }
    return Self.inverse(normal)?.map { $0.map { $0 * squares / Double(freedom) } }
  }

  private static func inverse(_ m: [[Double]]) -> [[Double]]? {
    func minor(_ row: Int, _ column: Int) -> Double {
      let (r, s) = ((row + 1) % 3, (row + 2) % 3)
      let (c, d) = ((column + 1) % 3, (column + 2) % 3)
      return m[r][c] * m[s][d] - m[r][d] * m[s][c]
    }
    let determinant = (0..<3).reduce(0) { $0 + m[0][$1] * minor(0, $1) }
    guard abs(determinant) > 1e-18 else { return nil }
    return (0..<3).map { row in (0..<3).map { minor($0, row) / determinant } }
  }

  /// The least-squares line of scores over n^-c; the lack is never negative.
  private static func line(
    _ points: [Point], _ exponent: Double
  ) -> (limit: Double, lack: Double, error: Double) {
    let powers = points.map { pow($0.count, -exponent) }
    let number = Double(points.count)
    let meanPower = powers.reduce(0, +) / number
    let meanScore = points.reduce(0) { $0 + $1.score } / number
    var (squares, products) = (0.0, 0.0)
    for (power, point) in zip(powers, points) {
      squares += (power - meanPower) * (power - meanPower)
      products += (power - meanPower) * (point.score - meanScore)
    }
    let lack = squares > 0 ? max(0, -products / squares) : 0
    let limit = meanScore + lack * meanPower
    let error = zip(powers, points).reduce(0) {
      let residual = $1.1.score - limit + lack * $1.0
      return $0 + residual * residual
    }
    return (limit, lack, error)
  }

  private static func refined(_ points: [Point], around place: Double, by step: Double) -> Double {
    var low = max(exponents.lowerBound, place - step)
    var high = min(exponents.upperBound, place + step)
    let ratio = (5.0.squareRoot() - 1) / 2
    for _ in 0..<60 {
      let (one, two) = (high - ratio * (high - low), low + ratio * (high - low))
      if line(points, one).error <= line(points, two).error { high = two } else { low = one }
    }
    return (low + high) / 2
  }
}
