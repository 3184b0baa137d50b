public import Spectral

/// How sure ordered rules are of the class they choose.
///
/// A comparison's margin is the distance from its threshold in units of the
/// spread that pixels on one side of it have. "And" takes the least margin,
/// "or" the greatest, "not" the opposite; a rule that was passed over counts
/// with the margin by which it failed. The certainty is the probability that
/// noise of that spread would not have changed the decision: the normal
/// distribution at the margin, by its logistic approximation.
public struct RuleCertainty: Hashable, Sendable {
  /// The spread of each comparison's two sides' difference.
  public var spreads: [Expression: Double]

  /// Takes the spread of each comparison, above 0.
  public init(spreads: [Expression: Double]) { self.spreads = spreads }

  /// The differences whose spreads are needed, one for each comparison.
  public static func differences(in rules: [RuleSegmenter.Rule]) -> [Expression: Expression] {
    var found: [Expression: Expression] = [:]
    for rule in rules { collect(rule.condition, into: &found) }
    return found
  }

  /// The pooled standard deviation of a sample's values on either side of 0.
  ///
  /// Values that are not finite are left out; 0 where there are fewer than two.
  public static func spread(of differences: [Float]) -> Double {
    let sides = [differences.filter { $0 > 0 }, differences.filter { $0 <= 0 }]
    let count = sides.reduce(0) { $0 + $1.count { $0.isFinite } }
    let squares = sides.reduce(0.0) { $0 + squaredDeviations($1.lazy.filter(\.isFinite).map(Double.init)) }
    return count < 2 ? 0 : (squares / Double(count)).squareRoot()
  }

  /// The certainty of the class that `rules` choose, 0.5 to 1; NaN where an
  /// index that they compare has no value.
  public func expression(for rules: [RuleSegmenter.Rule]) -> Expression {
    let margin = rules.reversed().reduce(Expression.number(10)) { rest, rule in
      let own = self.margin(rule.condition)
      return .call(.where, [rule.condition, own, .call(.min, [.unary(.negate, own), rest])])
    }
    let exponential = Expression.call(.exp, [.binary(.multiply, .number(-1.702), margin)])
    return .binary(.divide, .number(1), .binary(.add, .number(1), exponential))
  }

  private func margin(_ condition: Expression) -> Expression {
    switch condition {
    case .binary(.and, let left, let right): .call(.min, [margin(left), margin(right)])
    case .binary(.or, let left, let right): .call(.max, [margin(left), margin(right)])
    case .unary(.not, let operand): .unary(.negate, margin(operand))
    default:
      if let difference = Self.difference(condition), let spread = spreads[condition], spread > 0 {
        .binary(.divide, difference, .number(spread))
      } else {
        .call(.where, [condition, .number(10), .number(-10)])
      }
    }
  }

  /// The difference that is positive where the comparison holds.
  private static func difference(_ comparison: Expression) -> Expression? {
    switch comparison {
    case .binary(.greater, let left, let right), .binary(.greaterOrEqual, let left, let right):
      .binary(.subtract, left, right)
    case .binary(.less, let left, let right), .binary(.lessOrEqual, let left, let right):
      .binary(.subtract, right, left)
    default: nil
    }
  }

  private static func collect(_ condition: Expression, into found: inout [Expression: Expression]) {
    if let difference = difference(condition) { found[condition] = difference }
    switch condition {
    case .binary(.and, let left, let right), .binary(.or, let left, let right):
      collect(left, into: &found)
      collect(right, into: &found)
    case .unary(.not, let operand): collect(operand, into: &found)
    default: break
    }
  }

  private static func squaredDeviations(_ values: some Collection<Double>) -> Double {
    guard !values.isEmpty else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
}
