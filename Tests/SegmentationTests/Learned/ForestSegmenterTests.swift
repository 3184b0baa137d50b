import Grid
import Pixels
import Spectral
import TestSupport
import Testing

@testable import Segmentation

/// A learned mask does not know how a mosaic was cut.
@Suite struct ForestSegmenterTests {
  /// What segmenters are drawn from.
  struct Kind: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var draw = StackDraw()
    var smoothing = 0.0
    var cleaning: [any ClassFilter] = []
    var indices: [String] = []
    var size = 40...90
    var missing = 0.1
  }

  static let kinds: [Kind] = [
    Kind(testDescription: "one stage", missing: 0),
    Kind(testDescription: "one stage with a gate", draw: StackDraw(gate: "gaussian(red, 1.5) > 0.35")),
    Kind(
      testDescription: "smoothing and cleaning", smoothing: 1.7,
      cleaning: [
        MajorityFilter(size: 3), MorphologicalFilter(.open, code: 3, background: 0, radius: 2),
        MorphologicalFilter(.close, code: 7, background: 0, radius: 1),
      ]),
    Kind(
      testDescription: "wide filters",
      draw: StackDraw(
        features: ["red", "gaussian(red, 12.5)", "deviation(nir, 8)", "gradient(red, 9)", "maximum(nir, 5)"]
      ), smoothing: 9),
    Kind(
      testDescription: "objects",
      draw: StackDraw(
        gate: "maximum(red, 3) > 0.5",
        features: [
          "object_area(red > 0.5, 9)", "gaussian(object_width(red > 0.5, 9), 2)", "distance(red > 0.5, 6)",
          "nir",
        ]), smoothing: 1, size: 250...330),
    Kind(
      testDescription: "two stages",
      draw: StackDraw(context: ["p0", "gaussian(p3, 3)", "maximum(p7, 2) - red", "gaussian(nir, 4)"])),
    Kind(
      testDescription: "two stages with everything",
      draw: StackDraw(
        gate: "gaussian(red, 2) > 0.3", features: ["red", "green", "gaussian(red, 8.5)", "median(nir, 3)"],
        context: ["gaussian(p3, 6)", "gaussian(p7 - p0, 2)", "object_area(p3 > 0.4, 7)", "deviation(p0, 2)"]),
      smoothing: 1.2, cleaning: [MajorityFilter(size: 5)], indices: ["gaussian(green, 20)"]),
  ]

  /// A segmenter whose classes are about as frequent as one another.
  private func segmenter(
    _ kind: Kind, for scene: BandScene, _ generator: inout SeededGenerator
  ) throws -> ForestSegmenter {
    let stack = try kind.draw.stack(&generator)
    let weights = scene.probabilities(stack).map { plane in
      let values = plane.filter { !$0.isNaN }
      return Float(values.count) / max(values.reduce(0, +), 1e-3)
    }
    return try ForestSegmenter(
      stack,
      decision: ForestDecision(smoothing: kind.smoothing, weights: weights, temperature: 1.6),
      indices: kind.indices.map(expression),
      cleaning: ClassFilterChain(kind.cleaning), pixelSideMetres: 0.01)
  }

  @Test(arguments: kinds, 0..<3)
  func `classes and confidence are the same bytes for any tiling and workers`(
    kind: Kind, seed: Int
  ) throws {
    var generator = SeededGenerator(seed: seed * 31 + 5)
    let size = PixelSize(
      width: Int.random(in: kind.size, using: &generator),
      height: Int.random(in: kind.size, using: &generator))
    let scene = BandScene(size: size, missing: kind.missing, &generator)
    let segmenter = try segmenter(kind, for: scene, &generator)
    let whole = scene.mask(segmenter)
    #expect(Set(whole.codes).subtracting([.nodata]).count > 1, "a mask of one class shows nothing")
    #expect(Set(whole.percents).count > 3)
    for cutting in 0..<4 {
      let tiles = scene.randomTiles(&generator)
      let parts = scene.mask(segmenter, tiles: tiles, workerCount: cutting + 1)
      #expect(parts.codes == whole.codes, "\(tiles.count) tiles, \(cutting + 1) workers")
      #expect(parts.percents == whole.percents, "\(tiles.count) tiles, \(cutting + 1) workers")
      #expect(parts.indexBits == whole.indexBits)
    }
  }

  @Test(arguments: kinds) func `a pixel has a class where it has values`(kind: Kind) throws {
    var generator = SeededGenerator(seed: 3)
    let scene = BandScene(size: PixelSize(width: 60, height: 50), missing: 0.2, &generator)
    let mask = scene.mask(try segmenter(kind, for: scene, &generator))
    let values = try #require(scene.bands[.red])
    for (pixel, code) in mask.codes.enumerated() {
      #expect((code == .nodata) == values[pixel].isNaN)
      #expect((mask.percents[pixel] == .nodata) == values[pixel].isNaN)
      #expect(values[pixel].isNaN || kind.draw.classes.contains(code))
    }
  }

  @Test func `what lies as far away as the reach counts`() throws {
    let forest = Forest(
      trees: [ForestTree(classIndex: 1, nodes: [.split(0, below: 0.5, left: 1), .leaf(-1), .leaf(1)])],
      featureCount: 1, baseMargins: [0, 0])
    let stack = try ForestStack(
      gate: nil, layers: [.init(features: [try expression("maximum(red, 4)")], forest: forest)],
      classes: [0, 1], outside: [1, 0], pixelSideMetres: 1)
    let segmenter = try ForestSegmenter(
      stack, decision: ForestDecision(smoothing: 0, weights: [1, 1]),
      cleaning: ClassFilterChain([MorphologicalFilter(.open, code: 1, background: 0, radius: 1)]),
      pixelSideMetres: 1)
    #expect(stack.reach == 4 && segmenter.reach == 6)
    var rows = [[Float]](repeating: [Float](repeating: 0, count: 20), count: 11)
    rows[5][14] = 1
    let scene = BandScene(rows: rows)
    let core = PixelWindow(columns: 8..<11, rows: 5..<6)
    let parts = scene.mask(segmenter, tiles: [core])
    #expect(Array(parts.codes[5 * 20 + 8..<5 * 20 + 11]) == Array(scene.mask(segmenter).codes[108..<111]))
    #expect(Set(parts.codes[108..<111]) == [0, 1])
  }

  @Test func `bands that are shown and indices are read besides`() throws {
    var generator = SeededGenerator(seed: 1)
    var draw = StackDraw()
    draw.features = ["red", "gaussian(red, 2)"]
    let stack = try draw.stack(&generator)
    let segmenter = try ForestSegmenter(
      stack, decision: ForestDecision(weights: [1, 1, 1]), indices: [try expression("mean(nir, 31)")],
      picture: [.green], cleaning: ClassFilterChain([]), pixelSideMetres: 0.01)
    #expect(stack.roles == [.red])
    #expect(segmenter.roles == [.green, .red, .nearInfrared])
    #expect(segmenter.reach == 15 && stack.reach < 15)
    let scene = BandScene(size: PixelSize(width: 50, height: 40), missing: 0.1, &generator)
    let alone = try ForestSegmenter(
      stack, decision: ForestDecision(weights: [1, 1, 1]), cleaning: ClassFilterChain([]),
      pixelSideMetres: 0.01)
    #expect(scene.mask(segmenter).codes == scene.mask(alone).codes)
    #expect(Set(scene.mask(segmenter).indexBits).count > 100)
  }
}
