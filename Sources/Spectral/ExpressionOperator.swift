/// An operator before one operand.
public enum UnaryOperator: String, Hashable, Sendable, CaseIterable {
  /// The negative of a number.
  case negate = "-"
  /// 1 where the operand is false (0 or NaN), else 0.
  case not

  /// How tightly the operator holds its operand.
  var precedence: Int { self == .not ? 3 : 7 }
}

/// An operator between two operands.
public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  /// 1 where either side is true.
  case or
  /// 1 where both sides are true.
  case and
  /// 1 where the left side is smaller.
  case less = "<"
  /// 1 where the left side is smaller or equal.
  case lessOrEqual = "<="
  /// 1 where the left side is greater.
  case greater = ">"
  /// 1 where the left side is greater or equal.
  case greaterOrEqual = ">="
  /// 1 where both sides are equal.
  case equal = "=="
  /// 1 where both sides are numbers and differ.
  case notEqual = "!="
  /// The sum.
  case add = "+"
  /// The difference.
  case subtract = "-"
  /// The product.
  case multiply = "*"
  /// The quotient, by IEEE 754: division by 0 gives infinity or NaN.
  case divide = "/"
  /// The left side to the power of the right, by the C function `pow`.
  case power = "^"

  /// True for `<` `<=` `>` `>=` `==` `!=`.
  public var isComparison: Bool { precedence == Self.comparisonPrecedence }

  static let comparisonPrecedence = 4

  /// How tightly the operator holds its operands; greater holds tighter.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: Self.comparisonPrecedence
    case .add, .subtract: 5
    case .multiply, .divide: 6
    case .power: 8
    }
  }

  /// The least precedence that the left operand may have without parentheses.
  var leftPrecedence: Int { isComparison || self == .power ? precedence + 1 : precedence }

  /// The least precedence that the right operand may have without parentheses.
  var rightPrecedence: Int { self == .power ? precedence : precedence + 1 }
}
