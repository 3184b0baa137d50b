/// A formula over named bands and indices, one value for each pixel.
///
/// Names are in lower case. A truth value is a number: 0 and NaN are false,
/// everything else is true, and comparisons give 1 or 0. A comparison with NaN
/// gives 0, `!=` included.
public indirect enum Expression: Hashable, Sendable {
  /// A constant.
  case number(Double)
  /// A band role, an index or another input, in lower case.
  case name(String)
  /// An operator before its operand.
  case unary(UnaryOperator, Expression)
  /// An operator between its operands.
  case binary(BinaryOperator, Expression, Expression)
  /// A function of numbers of the same pixel.
  case call(ExpressionFunction, [Expression])
  /// A function of the pixel's neighbourhood, of as many operands as its kind
  /// takes.
  case filter(NeighbourhoodFilter, [Expression])
  /// A threshold that the pixels themselves decide; only as one side of a
  /// comparison.
  case automatic(AutomaticThreshold)
}

extension Expression {
  /// The expressions directly below this one, from left to right.
  public var operands: [Expression] {
    switch self {
    case .number, .name, .automatic: []
    case .unary(_, let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .call(_, let arguments), .filter(_, let arguments): arguments
    }
  }

  /// The expression with `transform` applied to each of its operands.
  func mapOperands<Failure: Error>(
    _ transform: (Expression) throws(Failure) -> Expression
  ) throws(Failure) -> Expression {
    switch self {
    case .number, .name, .automatic: return self
    case .unary(let symbol, let operand): return .unary(symbol, try transform(operand))
    case .binary(let symbol, let left, let right):
      return .binary(symbol, try transform(left), try transform(right))
    case .call(let function, let arguments):
      return .call(function, try arguments.transformed(by: transform))
    case .filter(let filter, let arguments):
      return .filter(filter, try arguments.transformed(by: transform))
    }
  }

  /// Calls `visit` for every part, operands before what they belong to.
  func forEach(_ visit: (Expression) -> Void) {
    for operand in operands { operand.forEach(visit) }
    visit(self)
  }
}

extension [Expression] {
  fileprivate func transformed<Failure: Error>(
    by transform: (Expression) throws(Failure) -> Expression
  ) throws(Failure) -> [Expression] {
    var transformed: [Expression] = []
    for expression in self { transformed.append(try transform(expression)) }
    return transformed
  }
}
