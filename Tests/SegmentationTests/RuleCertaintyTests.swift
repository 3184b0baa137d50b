import Foundation
import Pixels
import Segmentation
import Spectral
import Testing

@Suite struct RuleCertaintyTests {
  private static let condition = Spectral.Expression.binary(.greater, .name("nir"), .number(0.4))

  private func certainty(_ rules: [RuleSegmenter.Rule], spread: Double, nir: Double, red: Double = 0)
    -> Double
  {
    var spreads: [Spectral.Expression: Double] = [:]
    for comparison in RuleCertainty.differences(in: rules).keys { spreads[comparison] = spread }
    return RuleCertainty(spreads: spreads).expression(for: rules).evaluate(["nir": nir, "red": red])
  }

  @Test func `at the threshold the class is a coin's toss, far from it nearly certain`() {
    let rules = [RuleSegmenter.Rule(code: 1, condition: Self.condition)]
    #expect(abs(certainty(rules, spread: 0.1, nir: 0.4) - 0.5) < 1e-9)
    #expect(abs(certainty(rules, spread: 0.1, nir: 0.5) - 1 / (1 + exp(-1.702))) < 1e-9)
    #expect(abs(certainty(rules, spread: 0.1, nir: 0.3) - 1 / (1 + exp(-1.702))) < 1e-9)
    #expect(certainty(rules, spread: 0.1, nir: 1.4) > 0.9999)
  }

  @Test func `with two conditions the nearer threshold counts`() {
    let both = Spectral.Expression.binary(.and, Self.condition, .binary(.less, .name("red"), .number(0.2)))
    let rules = [RuleSegmenter.Rule(code: 1, condition: both)]
    #expect(abs(certainty(rules, spread: 0.1, nir: 0.9, red: 0.15) - 1 / (1 + exp(-1.702 / 2))) < 1e-9)
  }

  @Test func `the spread is that within each side of the threshold`() {
    #expect(abs(RuleCertainty.spread(of: [-3, -1, 1, 3, .nan]) - 1) < 1e-9)
    #expect(RuleCertainty.spread(of: [2]) == 0)
  }
}
