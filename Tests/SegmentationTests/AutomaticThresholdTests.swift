import Foundation
import Segmentation
import Spectral
import Testing
import TestSupport

@Suite struct AutomaticThresholdTests {
  /// Box and Muller's normal deviate.
  static func normal(_ generator: inout SeededGenerator, mean: Double, deviation: Double) -> Float {
    let radius = (-2 * log(Double.random(in: 1e-12...1, using: &generator))).squareRoot()
    return Float(mean + deviation * radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator)))
  }

  static func mixture(seed: Int, count: Int) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      index % 3 == 0
        ? normal(&generator, mean: 0.6, deviation: 0.08) : normal(&generator, mean: 0.1, deviation: 0.05)
    }
  }

  /// The least sum of squared deviations over every place where the sorted sample can be cut.
  static func exactCut(_ sample: [Float]) -> (below: Double, above: Double) {
    let sorted = sample.map(Double.init).sorted()
    let total = sorted.reduce(0, +)
    var best = (score: -1.0, index: 0)
    var below = 0.0
    for index in 1..<sorted.count {
      below += sorted[index - 1]
      let above = total - below
      let score = below * below / Double(index) + above * above / Double(sorted.count - index)
      if sorted[index] > sorted[index - 1], score > best.score { best = (score, index) }
    }
    return (sorted[best.index - 1], sorted[best.index])
  }

  @Test(arguments: 0..<6) func `Otsu parts two bells as an exhaustive search does`(seed: Int) throws {
    let sample = Self.mixture(seed: seed, count: 6000)
    let threshold = Double(try AutomaticThreshold.otsu.value(of: sample))
    let exact = Self.exactCut(sample)
    let bin = 0.9 / 1024
    #expect(threshold > exact.below - 3 * bin && threshold < exact.above + 3 * bin)
    #expect(abs(threshold - 0.35) < 0.05)
  }

  @Test(arguments: [AutomaticThreshold.otsu, .percentile(37.5)])
  func `the order of the sample does not matter`(threshold: AutomaticThreshold) throws {
    var generator = SeededGenerator(seed: 5)
    var sample = Self.mixture(seed: 9, count: 3000) + [.nan, .infinity, -.infinity]
    let expected = try threshold.value(of: sample)
    for _ in 0..<5 {
      sample.shuffle(using: &generator)
      #expect(try threshold.value(of: sample).bitPattern == expected.bitPattern)
    }
    #expect(try threshold.value(of: sample.filter(\.isFinite)) == expected)
    #expect(try threshold.value(of: sample.sorted { $0 < $1 }) == expected)
  }

  @Test func `within a gap the threshold lies in the middle`() throws {
    let sample = [Float](repeating: 0, count: 30) + [Float](repeating: 1, count: 10)
    #expect(try AutomaticThreshold.otsu.value(of: sample) == 0.5)
  }

  @Test func `values beyond the percentiles go to the end bins`() throws {
    let sample = Self.mixture(seed: 2, count: 30000)
    let plain = try AutomaticThreshold.otsu.value(of: sample)
    let spiked = try AutomaticThreshold.otsu.value(of: sample + [1e6, -1e6])
    #expect(abs(plain - spiked) < 0.01)
  }

  @Test func `a sample of nearly one value is still parted`() throws {
    let sample = [Float](repeating: 2, count: 50_000) + [4]
    let threshold = try AutomaticThreshold.otsu.value(of: sample)
    #expect(threshold > 2 && threshold < 4)
  }

  @Test func `samples without a split are refused`() {
    #expect(throws: ThresholdError.allEqual(0.25)) {
      try AutomaticThreshold.otsu.value(of: [0.25, .nan, 0.25])
    }
    #expect(throws: ThresholdError.empty(count: 2)) {
      try AutomaticThreshold.otsu.value(of: [.nan, .infinity])
    }
    #expect(throws: ThresholdError.empty(count: 0)) {
      try AutomaticThreshold.percentile(50).value(of: [])
    }
    #expect(ThresholdError.allEqual(0.25).description == "no threshold can be drawn: every sample is 0.25")
  }

  @Test func `percentiles are interpolated between neighbours`() throws {
    let sample: [Float] = [40, 10, 30, 20, 50]
    #expect(try AutomaticThreshold.percentile(0).value(of: sample) == 10)
    #expect(try AutomaticThreshold.percentile(50).value(of: sample) == 30)
    #expect(try AutomaticThreshold.percentile(90).value(of: sample) == 46)
    #expect(try AutomaticThreshold.percentile(100).value(of: sample) == 50)
    #expect(try AutomaticThreshold.percentile(10).value(of: [-0.0, 0]) == 0)
    #expect(try AutomaticThreshold.percentile(10).value(of: [7, 7, 7]) == 7)
  }

  @Test(arguments: 0..<20) func `percentiles agree with sorting`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...400, using: &generator)
    let sample = (0..<count).map { _ in Float(Int.random(in: -30...30, using: &generator)) }
    let sorted = sample.sorted()
    let rank = Int.random(in: 0..<count, using: &generator)
    let percent = count == 1 ? 50 : 100 * Double(rank) / Double(count - 1)
    let value = try AutomaticThreshold.percentile(percent).value(of: sample)
    #expect(abs(value - sorted[rank]) < 1e-5)
  }
}
