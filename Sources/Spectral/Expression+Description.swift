extension Expression: CustomStringConvertible {
  /// The canonical text: parsed again, it gives the same expression.
  public var description: String {
    switch self {
    case .number(let value): Self.text(of: value)
    case .name(let name): name
    case .unary(.not, let operand): "not \(operand.text(within: UnaryOperator.not.precedence))"
    case .unary(.negate, let operand): "-\(operand.textBelowMinus)"
    case .binary(let symbol, let left, let right):
      "\(left.text(within: symbol.leftPrecedence)) \(symbol.rawValue) "
        + right.text(within: symbol.rightPrecedence)
    case .call(let function, let arguments):
      "\(function.rawValue)(\(arguments.map(\.description).joined(separator: ", ")))"
    case .filter(let filter, let operands):
      "\(filter.kind.rawValue)(\((operands.map(\.description) + [filter.sizeText]).joined(separator: ", ")))"
    case .automatic(let threshold): threshold.description
    }
  }

  private var precedence: Int {
    switch self {
    case .unary(let symbol, _): symbol.precedence
    case .binary(let symbol, _, _): symbol.precedence
    case .number(let value) where value.sign == .minus: UnaryOperator.negate.precedence
    default: 9
    }
  }

  private func text(within least: Int) -> String { precedence < least ? "(\(self))" : description }

  private var textBelowMinus: String {
    if case .number = self { return "(\(self))" }
    return text(within: UnaryOperator.negate.precedence)
  }

  static func text(of value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension NeighbourhoodFilter {
  /// "2" for pixels, "10cm" for anything else.
  fileprivate var sizeText: String {
    Expression.text(of: size) + (unit == .pixels ? "" : unit.rawValue)
  }
}
