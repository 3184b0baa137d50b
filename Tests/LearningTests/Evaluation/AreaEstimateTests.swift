import Learning
import Pixels
import TestSupport
import Testing

@Suite struct `Areas from maps and samples` {
  /// The example of Olofsson et al. 2014, section 5: deforestation, forest
  /// gain, stable forest, stable non-forest; points by truth and map, and the
  /// map's pixels.
  static func paper() throws -> AreaEstimate {
    let sample = Counted.matrix([
      [66, 0, 1, 2], [0, 55, 0, 1], [5, 8, 153, 9], [4, 12, 11, 313],
    ])
    return try AreaEstimate(
      sample: sample, mappedAreas: [0: 200_000, 1: 150_000, 2: 3_200_000, 3: 6_450_000])
  }

  @Test func `the paper's areas come out`() throws {
    let estimate = try Self.paper()
    let deforestation = estimate.classes[0]
    #expect(deforestation.area.rounded() == 235_086)
    #expect((1.96 * (deforestation.standardError ?? 0)).rounded() == 68_418)
    let interval = try #require(deforestation.interval)
    #expect(abs(interval.upper - interval.lower - 2 * 68_418) < 4)
    // The paper's hectares, of pixels of 30 m.
    let hectares = estimate.classes.map { ($0.area * 0.09).rounded() }
    let halfWidths = estimate.classes.map { (1.96 * ($0.standardError ?? 0) * 0.09).rounded() }
    #expect(hectares == [21_158, 11_686, 285_770, 581_386])
    #expect(halfWidths == [6158, 3756, 15_510, 16_282])
    #expect(abs(estimate.classes.map(\.area).reduce(0, +) - 10_000_000) < 1e-6)
  }

  @Test func `the paper's accuracies come out`() throws {
    let estimate = try Self.paper()
    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    func shares(_ accuracy: (AreaEstimate.ClassArea) -> AreaEstimate.Accuracy?) -> [[Double]] {
      estimate.classes.compactMap(accuracy).map {
        [rounded($0.value), rounded(1.96 * ($0.standardError ?? 0))]
      }
    }
    #expect(shares(\.usersAccuracy) == [[0.88, 0.07], [0.73, 0.10], [0.93, 0.04], [0.96, 0.02]])
    #expect(shares(\.producersAccuracy) == [[0.75, 0.21], [0.85, 0.25], [0.93, 0.03], [0.96, 0.02]])
    #expect(rounded(estimate.overallAccuracy.value) == 0.95)
    #expect(rounded(1.96 * (estimate.overallAccuracy.standardError ?? 0)) == 0.02)
  }

  @Test func `a perfect map stays as it is, without error`() throws {
    let perfect = Counted.matrix([[40, 0], [0, 9]])
    let estimate = try AreaEstimate(sample: perfect, mappedAreas: [0: 30, 1: 4])
    #expect(estimate.classes.map(\.area) == [30, 4])
    #expect(estimate.classes.map(\.standardError) == [0, 0])
    #expect(estimate.overallAccuracy.value == 1 && estimate.overallAccuracy.standardError == 0)
    let blocks = Counted.blocks(Array(repeating: perfect, count: 4))
    let drawn = try AreaEstimate(blocks: blocks, mappedAreas: [0: 30, 1: 4])
    #expect(drawn.classes.map(\.standardError) == [0, 0])
    #expect(drawn.classes.map(\.interval) == [30.0, 4].map { ConfidenceInterval(lower: $0, upper: $0) })
  }

  @Test func `areas that the sample does not know are refused`() {
    let sample = Counted.matrix([[40, 1], [0, 0]])
    func error(_ areas: [ClassCode: Double]) -> AreaEstimateError? {
      #expect(throws: AreaEstimateError.self) { try AreaEstimate(sample: sample, mappedAreas: areas) }
    }
    #expect(error([0: 5, 1: 1]) == .unsampledClass(1))
    #expect(error([0: 5, 7: 1]) == .unknownClass(7))
    #expect(error([0: -1]) == .badArea(0, -1))
    #expect(error([0: 0]) == .noArea)
    #expect(AreaEstimateError.unsampledClass(3).description.hasPrefix("class 3 has area"))
  }

  /// A map of three classes; in each mapped class so many independent points.
  @Test func `the paper's intervals hold for independent points`() throws {
    var generator = SeededGenerator(seed: 5)
    let shares = [[0.9, 0.08, 0.02], [0.2, 0.75, 0.05], [0.1, 0.1, 0.8]]
    let areas: [ClassCode: Double] = [0: 70, 1: 20, 2: 10]
    var held = [0, 0, 0]
    for _ in 0..<600 {
      var sample = ConfusionMatrix(codes: 0...2)
      for mapped in 0..<3 {
        for _ in 0..<400 {
          let draw = Double.random(in: 0..<1, using: &generator)
          let truth = draw < shares[mapped][0] ? 0 : draw < shares[mapped][0] + shares[mapped][1] ? 1 : 2
          sample.add(truth: ClassCode(truth), prediction: ClassCode(mapped))
        }
      }
      let estimate = try AreaEstimate(sample: sample, mappedAreas: areas)
      for k in 0..<3 {
        let truth = 70 * shares[0][k] + 20 * shares[1][k] + 10 * shares[2][k]
        if try #require(estimate.classes[k].interval).contains(truth) { held[k] += 1 }
      }
    }
    for count in held { #expect((0.92...0.975).contains(Double(count) / 600), "\(count) of 600") }
  }
}
