import Foundation
import TestSupport
import Testing

@testable import Segmentation

@Suite struct ForestPredictorTests {
  /// x0 < 0.5 ? (x1 < 2 ? 1 : 2) : 4 for class 0, and x1 < 1 ? 8 : 16 for
  /// class 1.
  private let small = Forest(
    trees: [
      ForestTree(
        classIndex: 0,
        nodes: [
          .split(0, below: 0.5, left: 1), .split(1, below: 2, left: 3, missingGoesLeft: true), .leaf(4),
          .leaf(1), .leaf(2),
        ]),
      ForestTree(classIndex: 1, nodes: [.split(1, below: 1, left: 1), .leaf(8), .leaf(16)]),
    ], featureCount: 2, baseMargins: [0.5, -0.5])

  @Test(arguments: ForestKernel.available)
  func `a small forest adds its leaves`(kernel: ForestKernel) {
    let predictor = ForestPredictor(small, kernel: kernel)
    let margins = predictor.margins(of: [
      [0, 0.5, 0.25, .nan, 0, -.infinity], [0, 1, 2, 0, .nan, .infinity],
    ])
    #expect(margins[0] == [1.5, 4.5, 2.5, 4.5, 1.5, 2.5])
    #expect(margins[1] == [7.5, 15.5, 15.5, 7.5, 15.5, 15.5])
  }

  @Test(arguments: ForestKernel.available)
  func `a tree that is a leaf adds its value everywhere`(kernel: ForestKernel) {
    let forest = Forest(
      trees: [ForestTree(classIndex: 1, nodes: [.leaf(0.25)])], featureCount: 1, baseMargins: [1, 2])
    let margins = ForestPredictor(forest, kernel: kernel).margins(of: [[0, .nan, 3]])
    #expect(margins == [[1, 1, 1], [2.25, 2.25, 2.25]])
  }

  @Test(arguments: ForestKernel.available)
  func `probabilities are the softmax of margins`(kernel: ForestKernel) {
    let forest = Forest(
      trees: [ForestTree(classIndex: 0, nodes: [.split(0, below: 0, left: 1), .leaf(-200), .leaf(3)])],
      featureCount: 1, baseMargins: [0, 1, 1])
    let probabilities = ForestPredictor(forest, kernel: kernel).probabilities(of: [[-1, 1]])
    let sum = exp(3.0) + 2 * exp(1.0)
    let expected = [[0, exp(3) / sum], [0.5, exp(1) / sum], [0.5, exp(1) / sum]]
    for (row, wanted) in zip(probabilities, expected) {
      for (value, wanted) in zip(row, wanted) { #expect(abs(Double(value) - wanted) < 3e-7) }
    }
  }

  @Test(arguments: ForestKernel.available)
  func `the first of equal classes wins`(kernel: ForestKernel) {
    let forest = Forest(
      trees: [ForestTree(classIndex: 2, nodes: [.split(0, below: 0, left: 1), .leaf(1), .leaf(1.5)])],
      featureCount: 1, baseMargins: [0, 1, 0])
    #expect(ForestPredictor(forest, kernel: kernel).classes(of: [[-1, 1]]) == [1, 2])
  }

  @Test(arguments: 0..<40)
  func `every kernel gives the bits of the plain walk`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var draw = ForestDraw()
    draw.depth = seed % 10 == 9 ? 14 : seed % 10 + 1
    draw.features = [1, 2, 5, 8, 40][seed % 5]
    draw.classes = 2 + seed % 4
    draw.thresholds = [1, 40, 300, 3000][seed % 4]
    draw.leafChance = seed % 3 == 0 ? 0 : 0.2
    let forest = draw.forest(&generator)
    let count = [1, 63, 64, 257, 640][seed % 5]
    let pixels = draw.pixels(count, oddChance: seed % 2 == 0 ? 0 : 0.05, &generator)
    let plain = (0..<count).map { pixel in forest.plainMargins(pixels.map { $0[pixel] }) }
    let scalar = ForestPredictor(forest, kernel: .scalar).probabilities(of: pixels)
    for kernel in ForestKernel.available {
      let predictor = ForestPredictor(forest, kernel: kernel)
      let margins = predictor.margins(of: pixels)
      #expect((0..<count).allSatisfy { pixel in margins.map { $0[pixel] } == plain[pixel] })
      let winners = plain.map { margins in margins.firstIndex(of: margins.max() ?? 0) ?? 0 }
      #expect(predictor.classes(of: pixels).map(Int.init) == winners)
      let probabilities = predictor.probabilities(of: pixels)
      #expect(probabilities.map { $0.map(\.bitPattern) } == scalar.map { $0.map(\.bitPattern) })
    }
  }

  @Test func `workers share tables`() {
    let tables = ForestTables(small)
    let (one, two) = (ForestPredictor(tables), ForestPredictor(tables))
    #expect(one.margins(of: [[0], [0]]) == two.margins(of: [[0], [0]]))
  }

  @Test func `softmax is close to the true one over its range`() {
    let forest = Forest(
      trees: [ForestTree(classIndex: 0, nodes: [.leaf(0)])], featureCount: 1, baseMargins: [0, 0])
    #expect(ForestPredictor(forest).probabilities(of: [[0]]) == [[0.5], [0.5]])
    for step in 0..<2000 {
      let margin = Float(step) * 0.045
      let forest = Forest(
        trees: [ForestTree(classIndex: 0, nodes: [.leaf(margin)])], featureCount: 1, baseMargins: [0, 0])
      let value = ForestPredictor(forest).probabilities(of: [[0]])[1][0]
      let wanted = 1 / (1 + exp(Double(margin)))
      #expect(abs(Double(value) - wanted) <= 4e-7 * wanted + 2e-38, "margin \(margin)")
    }
  }
}
