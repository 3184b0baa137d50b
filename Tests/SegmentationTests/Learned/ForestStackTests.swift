import Foundation
import Grid
import Pixels
import Spectral
import TestSupport
import Testing

@testable import Segmentation

@Suite struct ForestStackTests {
  /// Class 1 where the feature is below 0.5 or missing.
  private static func forest(features: Int, reads feature: Int = 0, missingGoesLeft: Bool = true) -> Forest {
    Forest(
      trees: [
        ForestTree(
          classIndex: 1,
          nodes: [
            .split(feature, below: 0.5, left: 1, missingGoesLeft: missingGoesLeft), .leaf(2), .leaf(-2),
          ])
      ], featureCount: features, baseMargins: [0, 0])
  }

  private static func stack(
    gate: String? = nil, features: [String], forest: Forest?, context: ForestStack.Layer? = nil
  ) throws -> ForestStack {
    try ForestStack(
      gate: gate.map(expression),
      layers: [.init(features: features.map(expression), forest: forest)]
        + (context.map { [$0] } ?? []),
      classes: [0, 1], outside: [0.875, 0.125], pixelSideMetres: 1)
  }

  private let high = Float(1 / (1 + exp(-2.0)))

  @Test func `where the gate does not hold pixels have the probabilities of training`() throws {
    let scene = BandScene(rows: [[0.1, 0.3, 0.6, .nan], [0.7, 0.2, 0.9, 0.4]])
    let stack = try Self.stack(
      gate: "red > 0.25", features: ["red"], forest: Self.forest(features: 1))
    let found = scene.probabilities(stack)
    let expected: [Float] = [0.125, high, 1 - high, .nan, 1 - high, 0.125, 1 - high, high]
    #expect(agree(found[1], expected, tolerance: 1e-6))
    #expect(agree(found[0], expected.map { 1 - $0 }, tolerance: 1e-6))
  }

  @Test func `a gate that holds nowhere skips both stages, and seams do not show it`() throws {
    let context = ForestStack.Layer(
      features: [try expression("maximum(p1, 1)")], forest: Self.forest(features: 2, reads: 1))
    let stack = try Self.stack(
      gate: "red > 0.25", features: ["red"], forest: Self.forest(features: 1), context: context)
    let scene = BandScene(rows: [[0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 0.9, 0.1]])
    let whole = scene.probabilities(stack)[1]
    #expect(whole[0..<5].allSatisfy { $0 == 0.125 } && whole[7] == 0.125)
    // Beside 0.3 the first stage is sure of class 1, so both pixels lie above 0.5 for the second.
    #expect(abs(whole[5] - (1 - high)) < 1e-6 && abs(whole[6] - (1 - high)) < 1e-6)
    for column in 0..<8 {
      let core = PixelWindow(columns: column..<column + 1, rows: 0..<1)
      #expect(scene.probabilities(stack, core: core)[1][0] == whole[column])
    }
  }

  @Test func `a missing feature goes the forest's own way`() throws {
    let scene = BandScene(rows: [[0, 1, 4]])
    for goesLeft in [true, false] {
      let stack = try Self.stack(
        features: ["where(red > 2, red - red, 0) / where(red > 0.5, 0, 1)"],
        forest: Self.forest(features: 1, missingGoesLeft: goesLeft))
      let found = scene.probabilities(stack)[1]
      let missing = goesLeft ? high : 1 - high
      #expect(agree(found, [high, missing, missing], tolerance: 1e-6), "\(found)")
    }
  }

  @Test(arguments: 0..<6) func `only features that forests read are worked out`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let scene = BandScene(size: PixelSize(width: 50, height: 40), missing: 0.1, &generator)
    var draw = ForestDraw()
    draw.classes = 2
    draw.features = 2
    let (first, second) = (draw.forest(&generator), draw.forest(&generator))
    func widened(_ forest: Forest, _ places: [Int], of count: Int) -> Forest {
      Forest(
        trees: forest.trees.map { tree in
          ForestTree(
            classIndex: tree.classIndex,
            nodes: tree.nodes.map { node in
              var node = node
              if !node.isLeaf { node.feature = Int32(places[Int(node.feature)]) }
              return node
            })
        }, featureCount: count, baseMargins: forest.baseMargins)
    }
    let texts = ["gaussian(nir, 40)", "red", "object_area(red > 0.5, 30)", "gaussian(red, 2)"]
    let contexts = ["gaussian(p1, 60)", "gaussian(p0, 2)"]
    let wide = try Self.stack(
      features: texts, forest: widened(first, [1, 3], of: 4),
      context: .init(
        features: try contexts.map(expression), forest: widened(second, [3, 5], of: 6)))
    let narrow = try Self.stack(
      features: [texts[1], texts[3]], forest: first,
      context: .init(
        features: [try expression(contexts[1])], forest: widened(second, [1, 2], of: 3)))
    #expect(wide.plans.map(\.numbers) == [[1, 3], [5]])
    #expect(wide.reach == narrow.reach && wide.reach < 30)
    let (found, expected) = (scene.probabilities(wide), scene.probabilities(narrow))
    #expect(found.map { $0.map(\.bitPattern) } == expected.map { $0.map(\.bitPattern) })
    #expect(Set(found[0]).count > 3)
  }

  @Test func `without its forest a stack hands out every feature in order`() throws {
    var generator = SeededGenerator(seed: 8)
    let scene = BandScene(size: PixelSize(width: 30, height: 20), missing: 0.1, &generator)
    let texts = ["red", "gaussian(red, 2)", "red"]
    let stack = try Self.stack(gate: "red > 0.2", features: texts, forest: nil)
    let core = PixelWindow(columns: 5..<25, rows: 3..<18)
    let tile = ForestStackTile(stack)
    tile.evaluate(core, of: scene.mosaic, bands: scene.planes(stack, core: core))
    let red = try #require(scene.bands[.red])
    let smooth = GaussianFilter(sigma: 2).filtered(red, size: scene.size)
    var openCount = 0
    for row in core.rows {
      for column in core.columns {
        let place = row * scene.size.width + column
        #expect(tile.isOpen(row: row, column: column) == (red[place] > 0.2))
        guard red[place] > 0.2 else { continue }
        openCount += 1
        var values: [Float] = [0, 0, 0]
        tile.copyFeatures(row: row, column: column, into: &values)
        #expect(values == [red[place], smooth[place], red[place]])
      }
    }
    #expect(openCount > 50)
  }

  @Test func `forests and features that do not fit are refused`() throws {
    #expect(throws: ForestStackError.featureCount(stage: 1, forest: 2, listed: 1)) {
      try Self.stack(features: ["red"], forest: Self.forest(features: 2))
    }
    #expect(throws: ForestStackError.noBands) {
      try Self.stack(features: ["0.5"], forest: Self.forest(features: 1))
    }
    let three = Forest(trees: Self.forest(features: 1).trees, featureCount: 1, baseMargins: [0, 0, 0])
    #expect(throws: ForestStackError.classCount(stage: 1, forest: 3, listed: 2)) {
      try Self.stack(features: ["red"], forest: three)
    }
    #expect(throws: ForestStackError.missingForest(stage: 1)) {
      try Self.stack(
        features: ["red"], forest: nil,
        context: .init(features: [], forest: Self.forest(features: 1)))
    }
    #expect(
      "\(ForestStackError.featureCount(stage: 1, forest: 2, listed: 1))"
        == "the forest of stage 1 reads 2 features, and 1 are listed")
  }
}
