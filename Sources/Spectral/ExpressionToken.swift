/// A word, number or sign of an expression.
struct ExpressionToken {
  enum Kind: Equatable {
    case number(Double)
    case word(String)
    case sign(String)
    case end
  }

  var kind: Kind
  /// The first character, from 1.
  var column: Int

  /// How an error names the token.
  var name: String {
    switch kind {
    case .number(let value): "the number \(Expression.text(of: value))"
    case .word(let text), .sign(let text): "'\(text)'"
    case .end: "the end"
    }
  }
}

/// Cuts an expression into tokens.
struct ExpressionLexer {
  private let text: String
  private let characters: [Character]
  private var position = 0

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  /// Every token, the last one being the end.
  mutating func tokens() throws(ExpressionError) -> [ExpressionToken] {
    var tokens: [ExpressionToken] = []
    while true {
      take(while: \.isWhitespace)
      let column = position + 1
      let kind = try next()
      tokens.append(ExpressionToken(kind: kind, column: column))
      if kind == .end { return tokens }
    }
  }

  private mutating func next() throws(ExpressionError) -> ExpressionToken.Kind {
    guard let character = peek() else { return .end }
    if Self.isDigit(character) || character == "." && peek(1).map(Self.isDigit) == true {
      return try number()
    }
    if Self.isLetter(character) {
      return .word(take { Self.isLetter($0) || Self.isDigit($0) }.lowercased())
    }
    return try sign(character)
  }

  private mutating func sign(_ character: Character) throws(ExpressionError) -> ExpressionToken.Kind {
    if "<>=!".contains(character), peek(1) == "=" {
      position += 2
      return .sign("\(character)=")
    }
    guard "<>+-*/^(),".contains(character) else { throw error(.unexpectedCharacter(character)) }
    position += 1
    return .sign(String(character))
  }

  private mutating func number() throws(ExpressionError) -> ExpressionToken.Kind {
    let start = position
    take(while: Self.isDigit)
    if peek() == "." {
      position += 1
      take(while: Self.isDigit)
    }
    takeExponent()
    let digits = String(characters[start..<position])
    guard let value = Double(digits.hasSuffix(".") ? digits + "0" : digits), value.isFinite else {
      position = start
      throw error(.numberTooLarge(digits))
    }
    return .number(value)
  }

  private mutating func takeExponent() {
    guard peek() == "e" || peek() == "E" else { return }
    let signed = peek(1) == "+" || peek(1) == "-"
    guard let digit = peek(signed ? 2 : 1), Self.isDigit(digit) else { return }
    position += signed ? 2 : 1
    take(while: Self.isDigit)
  }

  @discardableResult
  private mutating func take(while condition: (Character) -> Bool) -> String {
    let start = position
    while let character = peek(), condition(character) { position += 1 }
    return String(characters[start..<position])
  }

  private func peek(_ ahead: Int = 0) -> Character? {
    position + ahead < characters.count ? characters[position + ahead] : nil
  }

  private func error(_ reason: ExpressionError.Reason) -> ExpressionError {
    ExpressionError(text: text, column: position + 1, reason: reason)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  private static func isLetter(_ character: Character) -> Bool {
    ("a"..."z").contains(character) || ("A"..."Z").contains(character) || character == "_"
  }
}
