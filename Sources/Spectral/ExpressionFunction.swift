/// A function of numbers of the same pixel.
public enum ExpressionFunction: String, Hashable, Sendable, CaseIterable {
  /// The square root; NaN below 0.
  case sqrt
  /// The absolute value.
  case abs
  /// The least of two or more numbers; NaN where any of them is.
  case min
  /// The greatest of two or more numbers; NaN where any of them is.
  case max
  /// The natural logarithm; NaN below 0.
  case ln
  /// e to the power of the argument.
  case exp
  /// `where(condition, a, b)`: a where the condition is true, else b.
  case `where`

  /// How many arguments the function takes.
  public var argumentCount: ClosedRange<Int> {
    switch self {
    case .sqrt, .abs, .ln, .exp: 1...1
    case .min, .max: 2...16
    case .where: 3...3
    }
  }
}
