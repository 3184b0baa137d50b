import Grid
import Segmentation
import Spectral
import Testing
import TestSupport

@Suite struct FeatureSeamTests {
  static let texts = [
    "a", "a / b", "a > 0.5", "gaussian(a, 1.5)", "gaussian(a / b, 9)", "gaussian(a, 12.5)",
    "gaussian(a > 0.5, 25)", "gradient(a, 2)", "gradient(a, 8)", "laplacian(a, 1)", "laplacian(a, 13)",
    "hessian_high(a - b, 2)", "hessian_low(a - b, 2)", "hessian_high(a, 12)", "deviation(a, 3)",
    "deviation(a / b, 10)", "coherence(a, 2)", "structure_high(a, 2)", "structure_low(a, 9)",
    "maximum(a, 4)", "minimum(b, 7)", "distance(a > 0.5, 6.5)", "line(a, 11)", "mean(a, 5)", "median(a, 3)",
    "object_area(a > 0.5, 9)", "object_perimeter(a > 0.5, 9)", "object_length(a > 0.5, 9)",
    "object_width(a > 0.5, 9)", "object_elongation(a > 0.5, 9)", "object_solidity(a > 0.5, 9)",
    "object_extent(a > 0.5, 9)", "object_thickness(a > 0.5, 9)", "object_mean(b, a > 0.5, 9)",
    "object_deviation(b, a > 0.5, 9)", "object_maximum(b, a > 0.5, 9)",
    "gaussian(object_area(gaussian(a, 1) > 0.4, 5), 2) - gradient(a, 2)",
    "maximum(distance(not a > 0.5, 5), 3) * object_mean(gaussian(a, 2), a > 0.3, 4)",
  ]

  @Test(arguments: 0..<6) func `a pixel's features are the same bits in any core`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let size = PixelSize(
      width: Int.random(in: 1...110, using: &generator), height: Int.random(in: 1...90, using: &generator))
    try compare(size, seed: seed, coreCount: 8, &generator)
  }

  @Test(arguments: 6..<8) func `cells of objects show no seam`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let size = PixelSize(width: seed == 6 ? 531 : 270, height: 283)
    try compare(size, seed: seed, coreCount: 4, &generator)
  }

  private func compare(
    _ size: PixelSize, seed: Int, coreCount: Int, _ generator: inout SeededGenerator
  ) throws {
    let scene = FeatureScene(size: size, missing: seed % 3 == 0 ? 0 : 0.15, &generator)
    let tile = try scene.plan(Self.texts).makeTileFeatures()
    let whole = scene.features(tile, core: scene.mosaic)
    for _ in 0..<coreCount {
      let columns = range(within: size.width, &generator)
      let core = PixelWindow(columns: columns, rows: range(within: size.height, &generator))
      let part = scene.features(tile, core: core)
      for (index, text) in Self.texts.enumerated() {
        let expected = cut(whole[index], of: scene.mosaic, to: core)
        #expect(part[index].map(\.bitPattern) == expected.map(\.bitPattern), "\(text), \(size), \(core)")
      }
    }
    for (index, values) in whole.enumerated() {
      #expect(values.allSatisfy { !$0.isInfinite }, "\(Self.texts[index])")
      for (value, band) in zip(values, scene.planes[0].values) where band.isNaN { #expect(value.isNaN) }
    }
  }

  private func range(within extent: Int, _ generator: inout SeededGenerator) -> Range<Int> {
    let first = Int.random(in: 0..<extent, using: &generator)
    return first..<Int.random(in: first + 1...min(extent, first + 70), using: &generator)
  }

  @Test(arguments: texts) func `a feature is the same alone and among others`(text: String) throws {
    var generator = SeededGenerator(seed: 21)
    let scene = FeatureScene(size: PixelSize(width: 70, height: 60), missing: 0.1, &generator)
    let alone = try scene.features([text])[0]
    let together = try scene.features(Self.texts)[try #require(Self.texts.firstIndex(of: text))]
    #expect(alone.map(\.bitPattern) == together.map(\.bitPattern))
    #expect(Set(together.filter { !$0.isNaN }).count > 1, "a plane of one value shows nothing")
  }
}
