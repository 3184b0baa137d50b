extension Expression {
  /// How the value grows when every name's value is multiplied by one factor:
  /// as the factor to the power of the degree.
  ///
  /// NDVI has degree 0 and DVI degree 1; both keep their meaning on bands of any
  /// linear scale.
  ///
  /// - Returns: `nil` where there is no such degree, as for a sum with a
  ///   constant; such a formula needs bands of its own scale.
  public var bandDegree: Double? {
    switch self {
    case .number, .automatic: 0
    case .name: 1
    case .unary(.negate, let operand), .filter(_, let operand): operand.bandDegree
    case .unary(.not, let operand): operand.bandDegree.map { _ in 0 }
    case .binary(let symbol, let left, let right): symbol.bandDegree(left, right)
    case .call(let function, let arguments): function.bandDegree(arguments)
    }
  }

  fileprivate static func commonDegree(_ expressions: some Collection<Expression>) -> Double? {
    guard let first = expressions.first?.bandDegree else { return nil }
    let areEqual = expressions.allSatisfy { ($0.bandDegree).map { abs($0 - first) < 1e-9 } ?? false }
    return areEqual ? first : nil
  }

  fileprivate var isConstant: Bool { names.isEmpty }
}

extension BinaryOperator {
  fileprivate func bandDegree(_ left: Expression, _ right: Expression) -> Double? {
    guard let first = left.bandDegree, let second = right.bandDegree else { return nil }
    switch self {
    case .multiply: return first + second
    case .divide: return first - second
    case .add, .subtract: return Expression.commonDegree([left, right])
    case .power:
      if right.isConstant { return first * right.evaluate([:]) }
      return first == 0 && second == 0 ? 0 : nil
    case .and, .or: return 0
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      if left == .number(0) || right == .number(0) { return 0 }
      if left.hasAutomaticThreshold || right.hasAutomaticThreshold { return 0 }
      return Expression.commonDegree([left, right]).map { _ in 0 }
    }
  }
}

extension ExpressionFunction {
  fileprivate func bandDegree(_ arguments: [Expression]) -> Double? {
    switch self {
    case .abs: arguments[0].bandDegree
    case .sqrt: arguments[0].bandDegree.map { $0 / 2 }
    case .ln, .exp: arguments[0].bandDegree == 0 ? 0 : nil
    case .min, .max: Expression.commonDegree(arguments)
    case .where:
      arguments[0].bandDegree == nil ? nil : Expression.commonDegree(arguments.dropFirst())
    }
  }
}
