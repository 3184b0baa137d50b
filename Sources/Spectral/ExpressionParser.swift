/// Reads expressions such as "gaussian(exg, 2) > otsu and ndvi >= 0.3".
///
/// From loose to tight: `or`, `and`, `not`, comparisons (which do not chain),
/// `+ -`, `* /`, the minus sign, `^` (from the right). Letters' case does not
/// matter.
public struct ExpressionParser: Sendable {
  /// The longest text that is read, in characters.
  public static let lengthLimit = 10_000
  /// The deepest nesting that is read.
  public static let depthLimit = 128

  private let names: [String]?

  /// Makes a parser.
  ///
  /// - Parameter names: The names that an expression may use; any where `nil`.
  public init(names: [String]?) { self.names = names?.map { $0.lowercased() } }

  /// Makes a parser that accepts any name.
  public init() { names = nil }

  /// Words that cannot be names.
  public static let reservedWords: Set<String> = Set(
    ["and", "or", "not", "otsu", "percentile"] + ExpressionFunction.allCases.map(\.rawValue)
      + NeighbourhoodFilter.Kind.allCases.map(\.rawValue))

  /// True where a text could be a name: a letter or underscore followed by
  /// letters, digits and underscores, and not a reserved word.
  public static func isName(_ text: String) -> Bool {
    var lexer = ExpressionLexer(text)
    guard let tokens = try? lexer.tokens(), tokens.count == 2 else { return false }
    return tokens[0].kind == .word(text.lowercased()) && !reservedWords.contains(text.lowercased())
  }

  /// Reads one expression.
  ///
  /// - Throws: `ExpressionError` with the column.
  public func parse(_ text: String) throws(ExpressionError) -> Expression {
    guard text.utf8.count <= Self.lengthLimit else {
      throw ExpressionError(
        text: text, column: Self.lengthLimit + 1, reason: .tooLong(limit: Self.lengthLimit))
    }
    var lexer = ExpressionLexer(text)
    var parsing = ExpressionParsing(text: text, tokens: try lexer.tokens(), names: names)
    return try parsing.whole()
  }
}

extension Expression {
  /// Reads one expression; see `ExpressionParser`.
  ///
  /// - Parameters:
  ///   - text: The expression.
  ///   - names: The names that it may use; any where `nil`.
  /// - Throws: `ExpressionError` with the column.
  public init(parsing text: String, names: [String]? = nil) throws(ExpressionError) {
    self = try ExpressionParser(names: names).parse(text)
  }
}
