internal import Foundation

extension Expression {
  /// The value at one pixel, worked out slowly in double precision.
  ///
  /// Meant for checks and for constants; rasters go through `PixelProgram`.
  ///
  /// - Parameter values: The value of every name; a name without a value is NaN.
  /// - Returns: The value; NaN for filters and automatic thresholds, which one
  ///   pixel cannot answer.
  public func evaluate(_ values: [String: Double]) -> Double {
    evaluate(values, rounding: { $0 })
  }

  /// As `evaluate(_:)`, with every intermediate result passed to `rounding`.
  func evaluate(_ values: [String: Double], rounding: (Double) -> Double) -> Double {
    let operands = operands.map { $0.evaluate(values, rounding: rounding) }
    switch self {
    case .number(let value): return rounding(value)
    case .name(let name): return rounding(values[name] ?? .nan)
    case .unary(let symbol, _): return symbol.apply(operands[0])
    case .binary(let symbol, _, _): return rounding(symbol.apply(operands[0], operands[1]))
    case .call(let function, _): return rounding(function.apply(operands))
    case .filter, .automatic: return .nan
    }
  }
}

extension Double {
  fileprivate var isTrue: Bool { self < 0 || self > 0 }

  fileprivate init(_ truth: Bool) { self = truth ? 1 : 0 }
}

extension UnaryOperator {
  fileprivate func apply(_ value: Double) -> Double {
    switch self {
    case .negate: -value
    case .not: Double(!value.isTrue)
    }
  }
}

extension BinaryOperator {
  fileprivate func apply(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .or: Double(left.isTrue || right.isTrue)
    case .and: Double(left.isTrue && right.isTrue)
    case .less: Double(left < right)
    case .lessOrEqual: Double(left <= right)
    case .greater: Double(left > right)
    case .greaterOrEqual: Double(left >= right)
    case .equal: Double(left == right)
    case .notEqual: Double(left < right || left > right)
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    case .power: pow(left, right)
    }
  }
}

extension ExpressionFunction {
  fileprivate func apply(_ values: [Double]) -> Double {
    switch self {
    case .sqrt: values[0].squareRoot()
    case .abs: Swift.abs(values[0])
    case .min: values.contains(where: \.isNaN) ? .nan : values.min() ?? .nan
    case .max: values.contains(where: \.isNaN) ? .nan : values.max() ?? .nan
    case .ln: log(values[0])
    case .exp: Foundation.exp(values[0])
    case .where: values[0].isTrue ? values[1] : values[2]
    }
  }
}
