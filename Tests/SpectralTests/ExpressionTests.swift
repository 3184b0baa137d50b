import Spectral
import TestSupport
import Testing

@Suite struct ExpressionTests {
  @Test(arguments: 0..<400)
  func `the canonical text reads back as the same expression`(seed: Int) throws {
    var random = RandomExpression(
      generator: SeededGenerator(seed: seed), names: ["nir", "red", "exg"], hasNeighbourhoods: true)
    let expression = random.next(depth: 6)
    let again = try Expression(parsing: expression.description)
    #expect(again == expression, "\(expression)")
    #expect(again.description == expression.description)
  }

  @Test(arguments: [
    ("(1+2)*3", "(1 + 2) * 3"), ("1+(2*3)", "1 + 2 * 3"), ("a-(b-c)", "a - (b - c)"),
    ("(a-b)-c", "a - b - c"), ("(a^b)^c", "(a ^ b) ^ c"), ("a^(b^c)", "a ^ b ^ c"),
    ("-(2)", "-(2)"), ("-2", "-2"), ("(-2)^2", "(-2) ^ 2"), ("-a^2", "-a ^ 2"),
    ("not(a and b)", "not (a and b)"), ("gaussian(exg, 2px)>otsu", "gaussian(exg, 2) > otsu"),
    ("median(exg,10 cm)<percentile(95.0)", "median(exg, 10cm) < percentile(95)"),
  ])
  func `the canonical text has no needless parentheses`(text: String, canonical: String) throws {
    #expect(try Expression(parsing: text).description == canonical)
  }

  @Test func `automatic comparisons are collected once each`() throws {
    let expression = try Expression(
      parsing: "gaussian(exg, 2) > otsu and (vari < percentile(5) or otsu < ndvi) and gaussian(exg,2) > otsu")
    let found = expression.automaticComparisons
    #expect(found.map(\.key) == ["gaussian(exg, 2) > otsu", "vari < percentile(5)", "otsu < ndvi"])
    #expect(found.map(\.method) == [.otsu, .percentile(5), .otsu])
    #expect(found[0].tested == .filter(NeighbourhoodFilter(.gaussian, size: 2), [.name("exg")]))
  }

  @Test func `fixing puts numbers in the place of thresholds`() throws {
    let expression = try Expression(parsing: "exg > otsu and not (otsu < ndvi)")
    let fixed = expression.fixing(["exg > otsu": 0.25, "otsu < ndvi": -0.5])
    #expect(fixed.description == "exg > 0.25 and not -0.5 < ndvi")
    #expect(!fixed.hasAutomaticThreshold)
    #expect(expression.fixing(["exg > otsu": 0.25]).automaticComparisons.map(\.key) == ["otsu < ndvi"])
  }

  @Test func `filters are found from the inside out`() throws {
    let expression = try Expression(parsing: "median(gaussian(exg, 2), 3) > 0 or gaussian(exg, 2) > 1")
    #expect(expression.filters.map(\.description) == ["gaussian(exg, 2)", "median(gaussian(exg, 2), 3)"])
  }

  @Test func `names and parts are replaced`() throws {
    let expression = try Expression(parsing: "gaussian(exg, 2) + exg")
    let named = expression.replacing(names: ["exg": .binary(.add, .name("red"), .name("exg"))])
    #expect(named.description == "gaussian(red + exg, 2) + (red + exg)")
    let parts = expression.replacing(parts: [
      try Expression(parsing: "gaussian(exg, 2)"): .name("smooth"), .name("exg"): .name("raw"),
    ])
    #expect(parts.description == "smooth + raw")
  }

  @Test(arguments: [
    ("gaussian(a, 2)", 2.0), ("gaussian(a, 0.1m)", 5), ("gaussian(a, 10 cm)", 5),
  ])
  func `a filter's size is known in pixels`(text: String, pixels: Double) throws {
    guard case .filter(let filter, _) = try Expression(parsing: text) else {
      Issue.record("not a filter")
      return
    }
    #expect(abs(filter.sizeInPixels(pixelSideMetres: 0.02) - pixels) < 1e-9)
  }

  @Test func `NaN compares as false and spreads through numbers`() throws {
    for text in ["x < 1", "x >= 1", "x == x", "x != 1", "where(x, 1, 0)", "x and 1"] {
      #expect(try Expression(parsing: text).evaluate(["x": .nan]) == 0, "\(text)")
    }
    for text in ["x + 1", "min(x, 1)", "max(1, x)", "sqrt(x)", "x * 0", "y", "gaussian(1, 1)"] {
      #expect(try Expression(parsing: text).evaluate(["x": .nan]).isNaN, "\(text)")
    }
  }
}

@Suite struct BandDegreeTests {
  @Test(arguments: [
    ("(nir - red) / (nir + red)", 0.0), ("nir - red", 1), ("nir * red / green ^ 3", -1),
    ("sqrt(nir) * nir", 1.5),
    ("where(nir > red, nir, blue)", 1), ("gaussian(nir, 2) > otsu", 0),
    ("structure_high(nir, 2)", 2), ("object_mean(nir, nir > red, 9)", 1), ("distance(nir > red, 9)", 0),
    ("nir > 0 and red < nir", 0),
    ("exp(nir / red) + 1", 0), ("max(nir, red) ^ 0.5", 0.5), ("not (nir > red)", 0), ("-abs(red)", 1),
  ])
  func `a formula without constants has a degree`(text: String, degree: Double) throws {
    #expect(try Expression(parsing: text).bandDegree == degree)
  }

  @Test(arguments: [
    "nir + 1", "nir > 0.2", "nir ^ red", "ln(nir)", "min(nir, nir ^ 2)", "where(nir > 1, 1, 0)",
    "object_area(nir > 0.2, 9)",
  ])
  func `a formula of its own scale has none`(text: String) throws {
    #expect(try Expression(parsing: text).bandDegree == nil)
  }
}
