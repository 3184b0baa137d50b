import Foundation
import Grid
import Segmentation
import Testing
import TestSupport

@Suite struct GaussianFilterTests {
  @Test func `one bright pixel spreads as a bell`() {
    let size = PixelSize(width: 13, height: 13)
    var plane = [Float](repeating: 0, count: 169)
    plane[6 * 13 + 6] = 1
    let result = GaussianFilter(sigma: 1).filtered(plane, size: size)
    let sum = 1 + 2 * (exp(-0.5) + exp(-2.0) + exp(-4.5))
    #expect(abs(Double(result[6 * 13 + 6]) - 1 / (sum * sum)) < 1e-7)
    #expect(abs(Double(result[6 * 13 + 7]) - exp(-0.5) / (sum * sum)) < 1e-7)
    #expect(abs(Double(result[5 * 13 + 4]) - exp(-2.5) / (sum * sum)) < 1e-7)
  }

  @Test(arguments: [(0.2, 1), (1.0, 3), (1.1, 4), (2.0, 6)])
  func `the reach is three sigma, rounded up`(sigma: Double, reach: Int) {
    #expect(GaussianFilter(sigma: sigma).reach == reach)
  }

  @Test func `edges and missing pixels are left out of the weights`() {
    let filter = GaussianFilter(sigma: 1)
    let row: [Float] = [2, .nan, 5]
    let result = filter.filtered(row, size: PixelSize(width: 3, height: 1))
    let weight = exp(-2.0)
    #expect(abs(Double(result[0]) - (2 + 5 * weight) / (1 + weight)) < 1e-6)
    #expect(result[1].isNaN)
    #expect(abs(Double(result[2]) - (5 + 2 * weight) / (1 + weight)) < 1e-6)
  }

  @Test(arguments: 0..<6) func `it equals the sum over the square`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let size = randomSize(&generator)
    let plane = randomValues(size, missing: 0.3, &generator)
    let sigma = Double.random(in: 0.3...2.5, using: &generator)
    let filter = GaussianFilter(sigma: sigma)
    let result = filter.filtered(plane, size: size)
    for index in plane.indices {
      var sum = (value: 0.0, weight: 0.0, size: 0.0)
      for other in square(around: index, reach: filter.reach, size: size) where !plane[other].isNaN {
        let dy = Double(other / size.width - index / size.width)
        let dx = Double(other % size.width - index % size.width)
        let weight = exp(-(dx * dx + dy * dy) / (2 * sigma * sigma))
        sum.value += weight * Double(plane[other])
        sum.size += weight * Double(abs(plane[other]))
        sum.weight += weight
      }
      #expect(result[index].isNaN == plane[index].isNaN)
      guard !plane[index].isNaN else { continue }
      #expect(abs(Double(result[index]) - sum.value / sum.weight) <= 4e-6 * sum.size / sum.weight)
    }
  }
}

@Suite struct MeanFilterTests {
  @Test func `a hand-computed plane`() {
    let plane: [Float] = [
      1, 2, 3,
      4, .nan, 6,
      7, 8, 12,
    ]
    let result = MeanFilter(size: 3).filtered(plane, size: PixelSize(width: 3, height: 3))
    let means: [Float] = [
      7.0 / 3, 16.0 / 5, 11.0 / 3, 22.0 / 5, .nan, 31.0 / 5, 19.0 / 3, 37.0 / 5, 26.0 / 3,
    ]
    for (mean, value) in zip(means, result) {
      #expect(mean.isNaN ? value.isNaN : mean == value)
    }
  }

  @Test func `a plane of one value keeps it and size 1 changes nothing`() {
    let size = PixelSize(width: 9, height: 4)
    let flat = [Float](repeating: 0.1, count: 36)
    for value in MeanFilter(size: 5).filtered(flat, size: size) { #expect(abs(value - 0.1) < 1e-7) }
    var generator = SeededGenerator(seed: 1)
    let plane = randomValues(size, missing: 0, &generator)
    #expect(MeanFilter(size: 1).filtered(plane, size: size) == plane)
  }
}

@Suite struct MedianFilterTests {
  @Test func `a hand-computed plane`() {
    let plane: [Float] = [
      9, 1, 5,
      2, .nan, 4,
      -3, 8, 7,
    ]
    let result = MedianFilter(size: 3).filtered(plane, size: PixelSize(width: 3, height: 3))
    let medians: [Float] = [2, 4, 4, 2, .nan, 5, 2, 4, 7]
    for (median, value) in zip(medians, result) {
      #expect(median.isNaN ? value.isNaN : median == value)
    }
  }

  @Test func `an even number of values gives the mean of the middle two`() {
    let row: [Float] = [1, 4, .nan, .infinity]
    let result = MedianFilter(size: 3).filtered(row, size: PixelSize(width: 4, height: 1))
    #expect(result[0] == 2.5)
    #expect(result[1] == 2.5)
    #expect(result[2].isNaN)
    #expect(result[3] == .infinity)
  }

  @Test(arguments: 0..<8) func `it equals the middle of the sorted values`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let size = randomSize(&generator, upTo: 30)
    let plane = randomValues(size, missing: seed % 2 == 0 ? 0 : 0.4, &generator)
      .map { $0.isNaN ? $0 : ($0 * 8).rounded() / 8 }
    let side = [3, 5, 7][seed % 3]
    let result = MedianFilter(size: side).filtered(plane, size: size)
    for index in plane.indices {
      guard !plane[index].isNaN else {
        #expect(result[index].isNaN)
        continue
      }
      let sorted = square(around: index, reach: side / 2, size: size).map { plane[$0] }
        .filter { !$0.isNaN }.sorted()
      let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      #expect(result[index] == median)
    }
  }
}
