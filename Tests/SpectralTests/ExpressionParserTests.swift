import Spectral
import TestSupport
import Testing

@Suite struct ExpressionParserTests {
  @Test(arguments: [
    ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("10 - 3 - 2", 5), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4),
    ("(-2) ^ 2", 4), ("2 ^ -1", 0.5), ("7 / 2 / 2", 1.75), ("1 < 2 and 3 < 2 or 1 == 1", 1),
    ("1 or 0 and 0", 1), ("not 1 < 2", 0), ("not 0 and 0", 0), ("where(2 > 1, 10, 20)", 10),
    ("min(3, 1, 2) + max(3, 1, 2)", 4), ("sqrt(16) + abs(-3)", 7), ("ln(exp(2))", 2),
    ("1e-2 + .5 + 2.", 2.51), ("3 != 3", 0), ("2 >= 2", 1), ("- - 3", 3), ("-(3) + 1", -2),
  ])
  func `operators hold as tightly as in algebra`(text: String, value: Double) throws {
    let result = try Expression(parsing: text).evaluate([:])
    #expect(abs(result - value) < 1e-12)
  }

  @Test func `letters' case does not matter`() throws {
    let first = try Expression(parsing: "NDVI > 0.3 AND Gaussian(ExG, 2PX) > OTSU")
    let second = try Expression(parsing: "ndvi > 0.3 and gaussian(exg, 2) > otsu")
    #expect(first == second)
    #expect(first.names == ["ndvi", "exg"])
  }

  @Test(arguments: [
    ("", 1, "the expression is empty"),
    ("1 +", 4, "found the end where a number, a name or '(' should stand"),
    ("(1 + 2", 7, "found the end where ')' should stand"),
    ("1 2", 3, "found the number 2 where an operator or the end should stand"),
    ("nir # red", 5, "unexpected character '#'"),
    ("nir = red", 5, "unexpected character '='"),
    ("a < b < c", 7, "comparisons do not chain; join them with 'and'"),
    ("sqrt(1, 2)", 1, "'sqrt' takes 1 argument, not 2"),
    ("1 + max(1)", 5, "'max' takes 2 to 16 arguments, not 1"),
    ("1 + sqr(4)", 5, "unknown function 'sqr', did you mean 'sqrt'"),
    ("sqrt + 1", 6, "found '+' where '(' should stand"),
    ("otsu + 1 > 2", 1, "'otsu' stands elsewhere than as one side of a comparison"),
    ("nir > -otsu", 8, "'otsu' stands elsewhere than as one side of a comparison"),
    ("percentile(95)", 1, "'percentile(95)' stands elsewhere than as one side of a comparison"),
    ("otsu > otsu", 1, "an automatic threshold is compared with something that holds another"),
    ("(a > otsu) > otsu", 6, "an automatic threshold is compared with something that holds another"),
    ("a > percentile(101)", 16, "a percentile is not within 0 to 100"),
    ("gaussian(a, 0)", 13, "the size of 'gaussian' is not a positive number"),
    ("median(a, 4)", 11, "the size of 'median' is not an odd number of pixels or a positive length"),
    ("deviation(a, 0)", 14, "the size of 'deviation' is not a positive number"),
    (
      "maximum(a, 2.5)", 12,
      "the size of 'maximum' is not a whole number of pixels above 0 or a positive length"
    ),
    (
      "object_mean(a, b, 0)", 19,
      "the size of 'object_mean' is not a whole number of pixels above 0 or a positive length"
    ),
    ("line(a, 4)", 9, "the size of 'line' is not an odd number of pixels or a positive length"),
    ("object_mean(a, 4)", 17, "found ')' where ',' should stand"),
    ("gradient(a, b, 4)", 13, "found 'b' where a size should stand"),
    ("hesian_low(a, 4)", 1, "unknown function 'hesian_low', did you mean 'hessian_low'"),
    ("gaussian(a, 2 km)", 15, "found 'km' where px, m or cm should stand"),
    ("1e999 + 1", 1, "the number '1e999' is too large"),
  ])
  func `an error names the column and the reason`(text: String, column: Int, reason: String) {
    let error = #expect(throws: ExpressionError.self) { try Expression(parsing: text) }
    #expect(error?.column == column)
    #expect(error.map { "\($0.reason)" } == reason)
  }

  @Test func `an unknown name gets the nearest known one and a caret`() {
    let error = #expect(throws: ExpressionError.self) {
      try IndexCatalogue.standard.parse("1 + ndvy > 0.3")
    }
    #expect(error?.description == "column 5: unknown name 'ndvy', did you mean 'ndvi'")
    #expect(error?.rendering == "1 + ndvy > 0.3\n    ^")
    let other = #expect(throws: ExpressionError.self) { try IndexCatalogue.standard.parse("humidity") }
    #expect(other?.reason == .unknownName("humidity", nearest: nil))
  }

  @Test(arguments: [
    String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000),
    String(repeating: "(", count: 4_000) + "1" + String(repeating: ")", count: 4_000),
    String(repeating: "-", count: 9_000) + "1",
    String(repeating: "not ", count: 2_000) + "1",
    "1" + String(repeating: " ^ 1", count: 2_000),
    "1" + String(repeating: " + 1", count: 2_000),
    String(repeating: "sqrt(", count: 1_500) + "1" + String(repeating: ")", count: 1_500),
  ])
  func `depth and length are bounded`(text: String) {
    #expect(throws: ExpressionError.self) { try Expression(parsing: text) }
  }

  @Test func `depth within the limit is read`() throws {
    let text = String(repeating: "(", count: 100) + "nir" + String(repeating: ")", count: 100)
    #expect(try Expression(parsing: text) == .name("nir"))
  }

  @Test(arguments: ["ndvi", "_a1", "NDVI"]) func `words are names`(word: String) {
    #expect(ExpressionParser.isName(word))
  }

  @Test(arguments: ["", "1a", "a b", "and", "otsu", "sqrt", "median", "a-b", " a", "é"])
  func `reserved words and signs are not names`(word: String) {
    #expect(!ExpressionParser.isName(word))
  }

  @Test(arguments: 0..<300)
  func `random words throw or read back, and never trap`(seed: Int) throws {
    let words = [
      "1", "2.5", "-", "+", "*", "/", "^", "(", ")", ",", "<", ">=", "==", "and", "or", "not", "otsu", "ndvi",
      "percentile", "gaussian", "median", "px", "m", "sqrt", "min", "where", "1e", ".", "=", "é", "\t", "e5",
    ]
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let count = Int.random(in: 1...14, using: &generator)
      let text = (0..<count).map { _ in words[Int.random(in: 0..<words.count, using: &generator)] }
        .joined(separator: Bool.random(using: &generator) ? " " : "")
      do {
        let expression = try Expression(parsing: text)
        #expect(try Expression(parsing: expression.description) == expression, "\(text)")
      } catch {
        #expect((1...(text.count + 1)).contains(error.column), "\(text)")
      }
    }
  }

  @Test func `every beginning of an expression throws or reads`() throws {
    let text = "where(gaussian(exg, 0.1 m) > percentile(95), min(1, -2 ^ ndvi), not (a >= 1e-3))"
    var readable = 0
    for length in 0...text.count {
      if (try? Expression(parsing: String(text.prefix(length)))) != nil { readable += 1 }
    }
    // "w" to "wher" are names; then only the whole can be read.
    #expect(readable == 5)
  }
}
