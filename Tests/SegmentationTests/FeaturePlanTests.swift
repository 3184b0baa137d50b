import Grid
import Spectral
import Testing

@testable import Segmentation

@Suite struct FeaturePlanTests {
  private func plan(_ texts: [String], pixelSideMetres: Double = 0.01) throws -> FeaturePlan {
    try FeaturePlan(
      texts.map { try Expression(parsing: $0) }, bands: ["a", "b"], inputs: ["p0", "p1"],
      pixelSideMetres: pixelSideMetres)
  }

  @Test(arguments: [
    ("a", 0), ("gaussian(a, 2)", 6), ("gradient(a, 2)", 7), ("deviation(a, 2)", 6), ("coherence(a, 2)", 10),
    ("maximum(a, 4)", 4), ("distance(a, 6.5)", 6), ("line(a, 11)", 5), ("object_area(a, 30)", 285),
    ("gaussian(maximum(a, 4), 2)", 10), ("gaussian(p1, 8)", 26), ("gaussian(a, 4 cm)", 12),
    ("maximum(a, 3 cm) + b", 3), ("object_mean(gaussian(b, 1), a, 0.1 m)", 268),
  ])
  func `the reach is known`(text: String, reach: Int) throws {
    #expect(try plan([text]).reach == reach)
  }

  @Test(arguments: [
    "gaussian(a, 101)", "deviation(a, 2 m)", "maximum(a, 128)", "mean(a, 257)", "line(a, 257)",
    "distance(a, 256)", "object_area(a, 513)", "hessian_high(a, 1000)",
  ])
  func `a filter that is too large is refused`(text: String) {
    let error = #expect(throws: FilterSizeError.self) { try plan([text]) }
    #expect(error?.description.contains("more than the") == true)
  }

  @Test func `filters that reach too far together are refused by name`() throws {
    let far = "object_area(object_area(object_area(a, 512) > 9, 512) > 9, 512)"
    let error = #expect(throws: FilterReachError.self) { try plan(["gaussian(b, 2)", far]) }
    #expect(
      error?.description
        == "the filters of '\(far)' reach 2301 pixels in all, more than the 2048 there may be")
  }

  @Test func `unknown names and automatic thresholds are refused`() {
    #expect(throws: ProgramError.unknownInput("p2", nearest: "p0")) { try plan(["gaussian(p2, 2)"]) }
    #expect(throws: ProgramError.automaticThreshold("otsu")) { try plan(["a > otsu"]) }
  }

  private func filterCount(_ texts: [String]) throws -> Int {
    try plan(texts).graph.steps.count { if case .filter = $0.work { true } else { false } }
  }

  @Test func `what features share is worked out once`() throws {
    #expect(try filterCount(["gaussian(a - b, 4)", "gradient(a - b, 4)", "hessian_high(a - b, 4)"]) == 3)
    // One Gaussian, three products, three Gaussians of them.
    #expect(try filterCount(["coherence(a, 4)", "structure_high(a, 4)", "structure_low(a, 4)"]) == 7)
    #expect(
      try filterCount(["object_area(a > 1, 8)", "object_width(a > 1, 8) + object_extent(a > 1, 8)"]) == 1)
    #expect(
      try filterCount(["object_area(a > 1, 8)", "object_area(a > 1, 9)", "object_mean(b, a > 1, 8)"]) == 3)
    #expect(try filterCount(["gaussian(a, 4)", "gaussian(a, 4 cm)", "a", "b"]) == 1)
  }

  @Test func `planes cover only the margin that is needed and memory is used again`() throws {
    let plan = try plan(["gaussian(a * 2, 1)", "object_area(gaussian(a * 3, 1) > 1, 20)", "mean(a * 4, 5)"])
    #expect(plan.reach == 278)
    #expect(plan.graph.steps.map(\.margin) == [3, 0, 278, 275, 275, 0, 2, 0])
    #expect(plan.graph.slotMargins == [278, 275])
    let long = (1...12).map { "gaussian(a * \($0), 2)" }
    let bytes = try self.plan(long).workingByteCount(tileSize: 256)
    let features = 12 * 256 * 256 * 4
    #expect(bytes > features)
    #expect(bytes < features + 4 * 300 * 300 * 4)
    #expect(try self.plan(long).graph.slotMargins == [6])
  }

  @Test func `names are the canonical texts`() throws {
    let plan = try plan(["Gaussian( a,2px )", "object_mean(b, (a > 0.5), 64)"])
    #expect(plan.names == ["gaussian(a, 2)", "object_mean(b, a > 0.5, 64)"])
    #expect(plan.inputs == ["a", "b", "p0", "p1"])
  }

  @Test func `no value where the mosaic holds nothing, and none is infinite`() throws {
    let scene = FeatureScene(rows: [[0, 1, .nan, 2, 0]])
    let values = try scene.features(["1 / a", "not a", "gaussian(a > 0, 1)", "gaussian(1 / a, 1)", "3"])
    #expect(agree(values[0], [.nan, 1, .nan, 0.5, .nan], tolerance: 0))
    #expect(agree(values[1], [1, 0, .nan, 0, 1], tolerance: 0))
    #expect(agree(values[4], [3, 3, .nan, 3, 3], tolerance: 0))
    #expect(values[2].map(\.isNaN) == [false, false, true, false, false])
    #expect(values[3].map(\.isNaN) == [true, false, true, false, true])
  }
}
