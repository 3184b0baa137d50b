import Pixels

extension ExpressionParsing {
  /// A number, a name, a call, a parenthesis, or one of them after `-` or `not`.
  mutating func operand() throws(ExpressionError) -> Part {
    let start = current
    switch start.kind {
    case .number(let value):
      position += 1
      return Part(expression: .number(value))
    case .sign("("):
      position += 1
      let inner = try part(atLeast: 0)
      try expect(")")
      return inner
    case .sign("-"): return try negated(start.column)
    case .word("not"):
      position += 1
      let inner = try number(part(atLeast: UnaryOperator.not.precedence))
      return try combined(.unary(.not, inner.expression), [inner], column: start.column)
    case .word(let word) where BinaryOperator(rawValue: word) == nil:
      position += 1
      return try named(word, column: start.column)
    default: throw unexpected("a number, a name or '('")
    }
  }

  /// A minus sign belongs to the number that follows it, unless a power does.
  private mutating func negated(_ column: Int) throws(ExpressionError) -> Part {
    position += 1
    let start = position
    let inner = try number(part(atLeast: UnaryOperator.negate.precedence))
    if case .number(let value) = tokens[start].kind, position == start + 1 {
      return Part(expression: .number(-value))
    }
    return try combined(.unary(.negate, inner.expression), [inner], column: column)
  }

  private mutating func named(_ word: String, column: Int) throws(ExpressionError) -> Part {
    if word == "otsu" { return Part(expression: .automatic(.otsu), thresholdColumn: column) }
    if word == "percentile" { return try percentile(column) }
    if let function = ExpressionFunction(rawValue: word) { return try call(function, column: column) }
    if let kind = NeighbourhoodFilter.Kind(rawValue: word) { return try filter(kind, column: column) }
    if current.kind == .sign("(") {
      let nearest = NearestName.nearest(to: word, among: Self.functions)
      throw error(.unknownFunction(word, nearest: nearest), column: column)
    }
    if let names, !names.contains(word) {
      throw error(.unknownName(word, nearest: NearestName.nearest(to: word, among: names)), column: column)
    }
    return Part(expression: .name(word))
  }

  private static let functions =
    ["percentile"] + ExpressionFunction.allCases.map(\.rawValue)
    + NeighbourhoodFilter.Kind.allCases.map(\.rawValue)

  private mutating func percentile(_ column: Int) throws(ExpressionError) -> Part {
    try expect("(")
    let place = current.column
    guard let percent = takeNumber() else { throw unexpected("a number") }
    guard (0...100).contains(percent) else { throw error(.percentileRange, column: place) }
    try expect(")")
    return Part(expression: .automatic(.percentile(percent)), thresholdColumn: column)
  }

  private mutating func call(_ function: ExpressionFunction, column: Int) throws(ExpressionError) -> Part {
    try expect("(")
    var arguments = [try number(part(atLeast: 0))]
    while current.kind == .sign(",") {
      position += 1
      arguments.append(try number(part(atLeast: 0)))
    }
    try expect(")")
    guard function.argumentCount.contains(arguments.count) else {
      throw error(
        .argumentCount(
          function: function.rawValue, expected: function.argumentCount, found: arguments.count),
        column: column)
    }
    return try combined(.call(function, arguments.map(\.expression)), arguments, column: column)
  }

  private mutating func filter(
    _ kind: NeighbourhoodFilter.Kind, column: Int
  ) throws(ExpressionError) -> Part {
    try expect("(")
    var operands: [Part] = []
    for _ in 0..<kind.operandCount {
      operands.append(try number(part(atLeast: 0)))
      try expect(",")
    }
    let place = current.column
    guard let size = takeNumber() else { throw unexpected("a size") }
    let unit = try takeUnit()
    try expect(")")
    guard kind.sizeMeaning.allows(size, unit: unit) else {
      throw error(.filterSize(function: kind.rawValue), column: place)
    }
    let filter = NeighbourhoodFilter(kind, size: size, unit: unit)
    return try combined(.filter(filter, operands.map(\.expression)), operands, column: column)
  }

  private mutating func takeNumber() -> Double? {
    guard case .number(let value) = current.kind else { return nil }
    position += 1
    return value
  }

  private mutating func takeUnit() throws(ExpressionError) -> NeighbourhoodFilter.Unit {
    guard case .word(let word) = current.kind else { return .pixels }
    guard let unit = NeighbourhoodFilter.Unit(rawValue: word) else { throw unexpected("px, m or cm") }
    position += 1
    return unit
  }
}
