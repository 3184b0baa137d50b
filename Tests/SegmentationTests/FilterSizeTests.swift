import Pixels
import Segmentation
import Spectral
import Testing

@Suite struct FilterSizeTests {
  private func segmenter(_ condition: String, pixelSideMetres: Double) throws -> RuleSegmenter {
    try RuleSegmenter(
      rules: [.init(code: 1, condition: try Expression(parsing: condition, names: ["nir", "red"]))],
      otherwise: 0, indices: [], cleaning: ClassFilterChain([]), pixelSideMetres: pixelSideMetres)
  }

  @Test(arguments: ["gaussian(nir, 300) > 0.5", "median(nir, 501) > 0.5", "mean(red, 20 m) > 0.1"])
  func `a filter that reaches too far is refused`(condition: String) {
    #expect(throws: FilterSizeError.self) { try segmenter(condition, pixelSideMetres: 0.01) }
  }

  @Test func `the reach of nested filters adds up`() throws {
    let single = try segmenter("gaussian(nir, 2) > 0.5", pixelSideMetres: 0.01)
    let nested = try segmenter("median(gaussian(nir, 2), 5) > 0.5", pixelSideMetres: 0.01)
    #expect(single.reach == 6)
    #expect(nested.reach == 8)
  }

  @Test func `a size in metres follows the mosaic's pixels`() throws {
    #expect(try segmenter("gaussian(nir, 4 cm) > 0.5", pixelSideMetres: 0.02).reach == 6)
    #expect(try segmenter("gaussian(nir, 4 cm) > 0.5", pixelSideMetres: 0.01).reach == 12)
  }
}
