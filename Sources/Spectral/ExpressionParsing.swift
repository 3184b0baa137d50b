/// One pass of a Pratt parser over the tokens of an expression.
struct ExpressionParsing {
  /// A finished part of the expression.
  struct Part {
    var expression: Expression
    var depth = 1
    /// Where an automatic threshold stands in the part, if one does.
    var thresholdColumn: Int?

    var isThreshold: Bool { if case .automatic = expression { true } else { false } }
  }

  let text: String
  let tokens: [ExpressionToken]
  let names: [String]?
  var position = 0
  private var nesting = 0

  init(text: String, tokens: [ExpressionToken], names: [String]?) {
    self.text = text
    self.tokens = tokens
    self.names = names
  }

  var current: ExpressionToken { tokens[position] }

  /// The expression of all tokens.
  mutating func whole() throws(ExpressionError) -> Expression {
    guard current.kind != .end else { throw error(.empty) }
    let part = try number(part(atLeast: 0))
    guard current.kind == .end else { throw unexpected("an operator or the end") }
    return part.expression
  }

  /// What starts here, with every operator that holds at least this tightly.
  mutating func part(atLeast precedence: Int) throws(ExpressionError) -> Part {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= ExpressionParser.depthLimit else { throw tooDeep() }
    var left = try operand()
    while let symbol = binaryOperator, symbol.precedence >= precedence {
      let column = current.column
      position += 1
      let right = try part(atLeast: symbol.rightPrecedence)
      left = try join(left, symbol, right, column: column)
    }
    return left
  }

  private var binaryOperator: BinaryOperator? {
    switch current.kind {
    case .sign(let text), .word(let text): BinaryOperator(rawValue: text)
    case .number, .end: nil
    }
  }

  private func join(
    _ left: Part, _ symbol: BinaryOperator, _ right: Part, column: Int
  ) throws(ExpressionError) -> Part {
    if symbol.isComparison {
      guard binaryOperator?.isComparison != true else { throw error(.chainedComparison) }
      try checkThresholds(left, right)
    } else {
      _ = try (number(left), number(right))
    }
    return try combined(.binary(symbol, left.expression, right.expression), [left, right], column: column)
  }

  private func checkThresholds(_ left: Part, _ right: Part) throws(ExpressionError) {
    guard left.isThreshold || right.isThreshold else { return }
    if let column = left.thresholdColumn, right.thresholdColumn != nil {
      throw error(.nestedThreshold, column: column)
    }
  }

  /// The part itself where it is not a bare automatic threshold.
  func number(_ part: Part) throws(ExpressionError) -> Part {
    guard case .automatic(let threshold) = part.expression else { return part }
    throw error(.misplacedThreshold(threshold.description), column: part.thresholdColumn)
  }

  /// A part made of others, one level deeper than they.
  func combined(_ expression: Expression, _ parts: [Part], column: Int) throws(ExpressionError) -> Part {
    let depth = 1 + (parts.map(\.depth).max() ?? 0)
    guard depth <= ExpressionParser.depthLimit else { throw tooDeep(column: column) }
    return Part(
      expression: expression, depth: depth, thresholdColumn: parts.lazy.compactMap(\.thresholdColumn).first)
  }

  /// Steps over a sign that must stand here.
  mutating func expect(_ sign: String) throws(ExpressionError) {
    guard current.kind == .sign(sign) else { throw unexpected("'\(sign)'") }
    position += 1
  }

  func unexpected(_ expected: String) -> ExpressionError {
    error(.unexpected(found: current.name, expected: expected))
  }

  func error(_ reason: ExpressionError.Reason, column: Int? = nil) -> ExpressionError {
    ExpressionError(text: text, column: column ?? current.column, reason: reason)
  }

  private func tooDeep(column: Int? = nil) -> ExpressionError {
    error(.tooDeep(limit: ExpressionParser.depthLimit), column: column)
  }
}
