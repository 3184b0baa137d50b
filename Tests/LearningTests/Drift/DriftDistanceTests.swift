import Testing

@testable import Learning

/// Against SciPy 1.17 and scikit-learn 1.8, with numbers that both can hold
/// exactly; what is compared with NumPy alone follows the same definition.
@Suite struct `Distances of samples` {
  /// Numbers that go round by steps, in sixty-fourths.
  private static func steps(_ count: Int, by step: Int, around: Int) -> [Float] {
    (0..<count).map { (number: Int) -> Float in Float(number * step % around) / 64 }
  }

  private let reference = steps(200, by: 37, around: 101)
  private let flight = steps(150, by: 53, around: 97).enumerated().map {
    (place: Int, value: Float) -> Float in
    value + Float(place % 3) / 8
  }

  private func distance(_ reference: [Float], _ flight: [Float], isClass: Bool = false) -> Double {
    let blocks = reference.map { _ in 0 } + flight.map { _ in 1 }
    return DriftRanks(reference + flight, blocks: blocks, isClass: isClass).distance(
      isFlight: [false, true], referenceRows: reference.count, flightRows: flight.count)
  }

  @Test func `Kolmogorov and Smirnov's is SciPy's`() {
    #expect(abs(distance(reference, flight) - 0.07666666666666666) < 1e-15)
    #expect(distance(reference, reference) == 0)
    #expect(distance(reference, reference.map { $0 + 2 }) == 1)
  }

  @Test func `what is missing comes before all`() {
    #expect(distance([.nan, .nan, 1, 2], [1, 1, 1, 2]) == 0.5)
  }

  @Test func `of classes half the differences of shares`() {
    #expect(abs(distance([0, 0, 0, 1, 2], [0, 1, 1, 1, 2], isClass: true) - 0.4) < 1e-15)
  }

  @Test func `the stability index is NumPy's`() {
    #expect(abs(DriftDistance.stabilityIndex(reference, flight) - 0.0527245810993585) < 1e-12)
    #expect(abs(DriftDistance.stabilityIndex([60, 30, 10], [20, 50, 30]) - 0.7359674949561977) < 1e-12)
    let classes: (Int, Int, Int) -> [Float] = { soil, crop, weed in
      Array(repeating: 0, count: soil) + Array(repeating: 1, count: crop) + Array(repeating: 7, count: weed)
    }
    #expect(
      abs(
        DriftDistance.stabilityIndex(classes: classes(60, 30, 10), classes(20, 50, 30)) - 0.7359674949561977)
        < 1e-12)
    #expect(DriftDistance.stabilityIndex([.nan, .nan], [.nan, .nan]) == 0)
  }

  @Test(arguments: [
    (0.1, 200.0, 150.0, 0.35808119261701493), (0.2, 40, 50, 0.3363948802114505),
    (0.35, 30, 30, 0.05069798519557533), (0.02, 100, 100, 1),
  ])
  func `the chance of a distance is SciPy's`(distance: Double, n: Double, m: Double, chance: Double) {
    #expect(abs(DriftDistance.chance(of: distance, sizes: (n, m)) - chance) < 1e-9)
  }

  @Test func `the effective size is SciPy's analysis of variance`() {
    let values = (0..<200).map { (number: Int) -> Float in
      let own = number * 37 % 101
      let shared = 20 * (number / 20 % 4)
      return Float(own + shared)
    }
    let size = EffectiveSize.of(values, blockSizes: Array(repeating: 20, count: 10))
    #expect(abs(size - 26.697056945512436) < 1e-9)
    #expect(EffectiveSize.of([1, 1, 1, 2, 2, 2, 3, 3, 3], blockSizes: [3, 3, 3]) == 3)
    #expect(EffectiveSize.of([5, 5, 5, 5], blockSizes: [2, 2]) == 4)
    #expect(EffectiveSize.of(classes: [0, 0, 1, 1, 2, 2], blockSizes: [2, 2, 2]) == 3)
  }

  @Test func `the area under the curve is scikit-learn's, its interval by blocks NumPy's`() throws {
    let reference = TwoSampleClassifier.Side(
      scores: Self.steps(90, by: 29, around: 83), blocks: (0..<90).map { $0 / 9 })
    let flight = TwoSampleClassifier.Side(
      scores: Self.steps(70, by: 31, around: 89).map { $0 + 0.25 }, blocks: (0..<70).map { $0 / 10 })
    let area = TwoSampleClassifier.area(reference, flight)
    #expect(abs(try #require(area.value) - 0.6984920634920635) < 1e-12)
    let interval = try #require(area.interval)
    #expect(abs(interval.lower - 0.6429272504164146) < 1e-9)
    #expect(abs(interval.upper - 0.7540568765677124) < 1e-9)
  }
}
