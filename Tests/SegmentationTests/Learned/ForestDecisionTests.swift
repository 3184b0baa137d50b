import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import Segmentation

@Suite struct ForestDecisionTests {
  private static let probabilities: [Float] = [0.5, 0.3, 0.2]

  private func choice(_ weights: [Float], _ values: [Float] = probabilities) -> Int {
    ForestDecision(weights: weights).choice(values.count) { values[$0] }
  }

  @Test func `the largest weighted probability wins, the first of equals`() {
    #expect(choice([1, 1, 1]) == 0)
    #expect(choice([0.5, 1, 1]) == 1)
    #expect(choice([0.25, 0.25, 1]) == 2)
    #expect(choice([0.5, 0.5, 0.5], [0.25, 0.375, 0.375]) == 1)
  }

  @Test func `confidence is the probability by temperature`() {
    let values = Self.probabilities
    for temperature in [0.5, 1, 1.7, 4] as [Float] {
      let decision = ForestDecision(weights: [1, 1, 1], temperature: temperature)
      let powers = values.map { pow(Double($0), 1 / Double(temperature)) }
      var sum = 0.0
      for place in 0..<3 {
        let found = decision.confidence(in: place, 3) { values[$0] }
        #expect(abs(Double(found) - powers[place] / powers.reduce(0, +)) < 1e-6)
        sum += Double(found)
      }
      #expect(abs(sum - 1) < 1e-6)
    }
  }

  @Test func `confidence does not follow weights and bears a probability of 0`() {
    let decision = ForestDecision(weights: [0.001, 1], temperature: 2)
    let values: [Float] = [1, 0]
    #expect(decision.choice(2) { values[$0] } == 0)
    let found = decision.confidence(in: 1, 2) { values[$0] }
    #expect(found > 0 && found < 1e-5)
  }

  @Test func `a mask holds the calibrated probability of the chosen class in percent`() throws {
    var generator = SeededGenerator(seed: 5)
    let scene = BandScene(size: PixelSize(width: 40, height: 30), missing: 0.1, &generator)
    let stack = try StackDraw().stack(&generator)
    let decision = ForestDecision(smoothing: 0, weights: [1, 0.5, 0.75], temperature: 1.5)
    let mask = scene.mask(
      try ForestSegmenter(
        stack, decision: decision, cleaning: ClassFilterChain([]), pixelSideMetres: 0.01))
    let probabilities = scene.probabilities(stack)
    for pixel in 0..<scene.size.pixelCount where !probabilities[0][pixel].isNaN {
      let values = probabilities.map { Double($0[pixel]) }
      let weighted = zip(values, [1, 0.5, 0.75]).map { $0 * $1 }
      let chosen = try #require(weighted.firstIndex(of: weighted.max() ?? 0))
      let powers = values.map { pow($0, 1 / 1.5) }
      let share = powers[chosen] / powers.reduce(0, +) * 100
      #expect(mask.codes[pixel] == [0, 3, 7][chosen])
      #expect(abs(Double(mask.percents[pixel]) - share) <= 0.5001)
    }
  }

  @Test func `smoothing is a bell over probabilities`() throws {
    var generator = SeededGenerator(seed: 6)
    let scene = BandScene(size: PixelSize(width: 40, height: 30), missing: 0.1, &generator)
    let stack = try StackDraw().stack(&generator)
    let mask = scene.mask(
      try ForestSegmenter(
        stack, decision: ForestDecision(smoothing: 2, weights: [1, 1, 1]), cleaning: ClassFilterChain([]),
        pixelSideMetres: 0.01))
    let smooth = scene.probabilities(stack).map {
      GaussianFilter(sigma: 2).filtered($0, size: scene.size)
    }
    for pixel in 0..<scene.size.pixelCount where !smooth[0][pixel].isNaN {
      let values = smooth.map { $0[pixel] }
      let largest = try #require(values.max())
      #expect(mask.codes[pixel] == [0, 3, 7][try #require(values.firstIndex(of: largest))])
      #expect(mask.percents[pixel] == UInt8((largest * 100).rounded()))
    }
  }

  @Test func `planes keep what they hold where they are relocated`() {
    let planes = WindowPlanes(count: 2)
    planes.move(to: PixelWindow(columns: -3..<0, rows: -2..<0))
    for pixel in 0..<6 { planes[1][pixel] = Float(pixel) }
    planes.relocate(to: PixelWindow(columns: 5..<8, rows: 10..<12))
    #expect(planes[1][planes.index(row: 11, column: 6)] == 4)
  }
}
