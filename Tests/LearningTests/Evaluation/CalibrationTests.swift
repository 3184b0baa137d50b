import Foundation
import TestSupport
import Testing

@testable import Learning

@Suite struct `Calibration of confidences` {
  static let rows: [[Float]] = [
    [0.9, 0.08, 0.02], [0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.05, 0.9, 0.05], [0.3, 0.3, 0.4], [0.8, 0.1, 0.1],
    [0.1, 0.2, 0.7], [0.98, 0.01, 0.01],
  ]
  static let truths = [0, 1, 1, 1, 2, 1, 2, 0]

  static func predictions() -> HeldOutPredictions {
    var predictions = HeldOutPredictions(classCount: 3)
    for (row, truth) in zip(rows, truths) { predictions.append(row, truth: truth) }
    return predictions
  }

  @Test func `a diagram by hand`() throws {
    var reliability = Reliability(binCount: 2)
    reliability.add([0.9, 0.1], truth: 0)
    reliability.add([0.7, 0.3], truth: 1)
    reliability.add([0.5, 0.5], truth: 0, weight: 2)
    #expect(reliability.bins.map(\.weight) == [2, 2])
    #expect(reliability.bins[0].accuracy == 1)
    #expect(reliability.bins[1].accuracy == 0.5)
    // |1.0 - 2| + |1.6 - 1| over 4.
    #expect(abs(try #require(reliability.expectedCalibrationError) - 0.4) < 1e-7)
    // 2 * 0.01 + 2 * 0.49 + 2 * (2 * 0.25) over 4.
    #expect(abs(try #require(reliability.brierScore) - 0.5) < 1e-7)
    #expect(Reliability().expectedCalibrationError == nil)
    #expect(Reliability().bins.count == 15)
  }

  @Test func `certain predictions fall into the last bin, uncertain ones into the first`() {
    var reliability = Reliability(binCount: 15)
    reliability.add([1, 0], truth: 0)
    reliability.add([0, 0], truth: 1)
    #expect(reliability.bins[14].weight == 1)
    #expect(reliability.bins[0].weight == 1)
  }

  /// scipy.optimize.minimize_scalar over the inverse temperature of the mean
  /// negative log likelihood of the rows above, as 32-bit numbers.
  @Test func `the temperature is that by SciPy`() {
    let scaling = TemperatureScaling(fitting: Self.predictions())
    #expect(abs(scaling.temperature - 1.066709018684338) < 1e-7)
  }

  @Test func `no step changes the likelihood at the end, and order does not matter`() {
    let predictions = Self.predictions()
    let scaling = TemperatureScaling(fitting: predictions)
    #expect(abs(predictions.slope(at: 1 / scaling.temperature).first) < 1e-9)
    #expect(TemperatureScaling(fitting: predictions) == scaling)
    #expect(TemperatureScaling(fitting: HeldOutPredictions(classCount: 2)).temperature == 1)
  }

  @Test func `a weight of two is a row twice`() {
    var weighted = Self.predictions()
    var twice = Self.predictions()
    weighted.append([0.6, 0.2, 0.2], truth: 1, weight: 2)
    for _ in 0..<2 { twice.append([0.6, 0.2, 0.2], truth: 1) }
    let (a, b) = (TemperatureScaling(fitting: weighted), TemperatureScaling(fitting: twice))
    #expect(abs(a.temperature - b.temperature) < 1e-9)
  }

  @Test func `predictions that are always right get the lowest temperature`() {
    var predictions = HeldOutPredictions(classCount: 2)
    for _ in 0..<5 { predictions.append([0.8, 0.2], truth: 0) }
    #expect(TemperatureScaling(fitting: predictions).temperature == 0.05)
    var wrong = HeldOutPredictions(classCount: 2)
    for _ in 0..<5 { wrong.append([0.8, 0.2], truth: 1) }
    #expect(abs(TemperatureScaling(fitting: wrong).temperature - 20) < 1e-12)
  }

  /// Probabilities made sharper by a factor of 2.5: the fit finds it, and the
  /// error all but goes.
  @Test func `too sure a model is cooled down`() throws {
    var generator = SeededGenerator(seed: 3)
    var predictions = HeldOutPredictions(classCount: 3)
    let sharp = TemperatureScaling(temperature: 0.4)
    for _ in 0..<20_000 {
      let raw = (0..<3).map { _ in Float.random(in: 0.02...1, using: &generator) }
      let honest = raw.map { $0 / raw.reduce(0, +) }
      let draw = Float.random(in: 0..<1, using: &generator)
      let truth = draw < honest[0] ? 0 : draw < honest[0] + honest[1] ? 1 : 2
      predictions.append(sharp.scaled(honest), truth: truth)
    }
    let scaling = TemperatureScaling(fitting: predictions)
    #expect(abs(scaling.temperature - 2.5) < 0.1)
    let before = try #require(predictions.reliability().expectedCalibrationError)
    let after = try #require(predictions.reliability(at: scaling).expectedCalibrationError)
    #expect(before > 0.1 && after < 0.02, "\(before), \(after)")
    let brier = predictions.reliability().brierScore ?? 0
    #expect(try #require(predictions.reliability(at: scaling).brierScore) < brier)
  }

  @Test func `parts of a diagram merge to the whole`() {
    var (whole, first, second) = (Reliability(), Reliability(), Reliability())
    for (i, row) in Self.rows.enumerated() {
      let dyadic = row.map { ($0 * 64).rounded() / 64 }
      whole.add(dyadic, truth: Self.truths[i])
      if i % 2 == 0 {
        first.add(dyadic, truth: Self.truths[i])
      } else {
        second.add(dyadic, truth: Self.truths[i])
      }
    }
    first.merge(second)
    #expect(first == whole)
  }
}

@Suite struct `Agreement of severities` {
  /// numpy for the coefficient and errors; the interval by Lin's formula.
  @Test func `eight leaves`() throws {
    let agreement = try #require(
      Concordance(truth: [2, 5, 9, 14, 20, 31, 44, 60], measured: [3, 4, 11, 12, 25, 30, 40, 66]))
    #expect(abs(try #require(agreement.coefficient.value) - 0.9856683359798054) < 1e-12)
    let interval = try #require(agreement.coefficient.interval)
    #expect(abs(interval.lower - 0.9351035108143471) < 1e-9)
    #expect(abs(interval.upper - 0.9968981647164297) < 1e-9)
    #expect(agreement.meanAbsoluteError == 2.75)
    #expect(abs(agreement.rootMeanSquareError - 3.3166247903554) < 1e-12)
    #expect(agreement.bias == 0.75)
  }

  @Test func `the ends of the scale`() throws {
    let same = try #require(Concordance(truth: [1, 2, 3], measured: [1, 2, 3]))
    #expect(same.coefficient == Estimate(1, interval: ConfidenceInterval(lower: 1, upper: 1)))
    let turned = try #require(Concordance(truth: [1, 2, 3], measured: [3, 2, 1]))
    #expect(abs(try #require(turned.coefficient.value) + 1) < 1e-12)
    #expect(try #require(Concordance(truth: [2, 2], measured: [2, 2])).coefficient.value == nil)
    #expect(try #require(Concordance(truth: [2, 2], measured: [3, 3])).coefficient == Estimate(0))
    #expect(Concordance(truth: [], measured: []) == nil)
    #expect(Concordance(truth: [1], measured: [.nan]) == nil)
  }

  /// scipy.stats.t.ppf(0.975, k).
  @Test(arguments: [
    (1, 12.706204736174694), (2, 4.302652729749462), (3, 3.1824463052837078), (4, 2.7764451051977934),
    (10, 2.228138851986274), (29, 2.045229642132703),
  ])
  func `quantiles of Student's t are those of SciPy`(degrees: Int, expected: Double) {
    #expect(abs(TDistribution.quantile(0.975, degreesOfFreedom: degrees) - expected) < 1e-9)
  }
}
