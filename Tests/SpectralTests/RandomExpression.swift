import Spectral
import TestSupport

/// Makes random expressions of every shape that the parser can read.
struct RandomExpression {
  var generator: SeededGenerator
  var names: [String]
  /// Filters and automatic thresholds too.
  var hasNeighbourhoods: Bool

  mutating func next(depth: Int) -> Expression {
    guard depth > 0, Int.random(in: 0..<6, using: &generator) > 0 else { return leaf() }
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: return .unary(.negate, next(depth: depth - 1))
    case 1: return .unary(.not, next(depth: depth - 1))
    case 2, 3: return call(depth: depth - 1)
    case 4 where hasNeighbourhoods: return neighbourhood(depth: depth - 1)
    default: return binary(depth: depth - 1)
    }
  }

  private mutating func leaf() -> Expression {
    if Bool.random(using: &generator) { return .name(pick(names)) }
    let numbers = [0, 1, 2, -1, 0.5, -0.25, 3, 1e-5, 1e12, -2, 0.1, 1.3]
    return .number(pick(numbers))
  }

  private mutating func binary(depth: Int) -> Expression {
    .binary(pick(BinaryOperator.allCases), next(depth: depth), next(depth: depth))
  }

  private mutating func call(depth: Int) -> Expression {
    let function = pick(ExpressionFunction.allCases)
    let count = Int.random(
      in: function.argumentCount.lowerBound...min(3, function.argumentCount.upperBound), using: &generator)
    return .call(function, (0..<count).map { _ in next(depth: depth) })
  }

  private mutating func neighbourhood(depth: Int) -> Expression {
    if Bool.random(using: &generator) {
      let kind = pick(NeighbourhoodFilter.Kind.allCases)
      return .filter(
        NeighbourhoodFilter(kind, size: pick([1, 3, 5]), unit: pick(NeighbourhoodFilter.Unit.allCases)),
        (0..<kind.operandCount).map { _ in next(depth: depth) })
    }
    let operand = next(depth: depth)
    guard !operand.hasAutomaticThreshold else { return operand }
    let method = pick([AutomaticThreshold.otsu, .percentile(95), .percentile(2.5)])
    let symbol = pick(BinaryOperator.allCases.filter(\.isComparison))
    return Bool.random(using: &generator)
      ? .binary(symbol, operand, .automatic(method)) : .binary(symbol, .automatic(method), operand)
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &generator)]
  }
}
