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
    var degrees: [Double] = []
    for operand in operands {
      guard let degree = operand.bandDegree else { return nil }
      degrees.append(degree)
    }
    switch self {
    case .number, .automatic, .unary(.not, _): return 0
    case .name: return 1
    case .unary(.negate, _): return degrees[0]
    case .filter(let filter, _): return filter.kind.bandDegree(degrees[0])
    case .binary(let symbol, let left, let right):
      return symbol.bandDegree(degrees[0], degrees[1], of: left, right)
    case .call(let function, _): return function.bandDegree(degrees)
    }
  }

  /// True where a comparison with this has no scale: 0, or a threshold that the
  /// pixels decide.
  fileprivate var hasNoScale: Bool {
    if case .automatic = self { return true }
    return self == .number(0)
  }
}

/// The degree that all share, if they do.
private func common(_ degrees: some Collection<Double>) -> Double? {
  guard let first = degrees.first else { return nil }
  return degrees.allSatisfy { abs($0 - first) < 1e-9 } ? first : nil
}

extension BinaryOperator {
  fileprivate func bandDegree(
    _ first: Double, _ second: Double, of left: Expression, _ right: Expression
  ) -> Double? {
    switch self {
    case .multiply: first + second
    case .divide: first - second
    case .add, .subtract: common([first, second])
    case .power where first == 0 && second == 0: 0
    case .power: right.names.isEmpty ? first * right.evaluate([:]) : nil
    case .and, .or: 0
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      left.hasNoScale || right.hasNoScale ? 0 : common([first, second]).map { _ in 0 }
    }
  }
}

extension ExpressionFunction {
  fileprivate func bandDegree(_ degrees: [Double]) -> Double? {
    switch self {
    case .abs: degrees[0]
    case .sqrt: degrees[0] / 2
    case .ln, .exp: degrees[0] == 0 ? 0 : nil
    case .min, .max: common(degrees)
    case .where: common(degrees.dropFirst())
    }
  }
}

extension NeighbourhoodFilter.Kind {
  /// The degree, given that of the first operand; conditions have none of
  /// their own.
  fileprivate func bandDegree(_ degree: Double) -> Double {
    switch self {
    case .structureHigh, .structureLow: 2 * degree
    case .coherence, .distance, .objectArea, .objectPerimeter, .objectLength, .objectWidth,
      .objectElongation, .objectSolidity, .objectExtent, .objectThickness:
      0
    case .gaussian, .median, .mean, .gradient, .laplacian, .hessianHigh, .hessianLow, .deviation, .maximum,
      .minimum, .line, .objectMean, .objectDeviation, .objectMaximum:
      degree
    }
  }
}
