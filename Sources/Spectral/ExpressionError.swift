/// Why a text is not an expression, and where.
public struct ExpressionError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// There is nothing in the text.
    case empty
    /// The text is longer than this many characters.
    case tooLong(limit: Int)
    /// Parentheses, operators or calls are nested deeper than this.
    case tooDeep(limit: Int)
    /// No expression holds this character.
    case unexpectedCharacter(Character)
    /// The number is too large.
    case numberTooLarge(String)
    /// Something else should stand here.
    case unexpected(found: String, expected: String)
    /// No band, index or input has this name; perhaps the nearest was meant.
    case unknownName(String, nearest: String?)
    /// No function has this name; perhaps the nearest was meant.
    case unknownFunction(String, nearest: String?)
    /// A function has too many or too few arguments.
    case argumentCount(function: String, expected: ClosedRange<Int>, found: Int)
    /// Comparisons follow each other, as in `a < b < c`.
    case chainedComparison
    /// An automatic threshold stands elsewhere than as one side of a comparison.
    case misplacedThreshold(String)
    /// An automatic threshold is compared with something that holds another.
    case nestedThreshold
    /// A filter's size is not positive, or in pixels not whole or odd where it
    /// must be.
    case filterSize(function: String)
    /// A percentile is not within 0 to 100.
    case percentileRange
  }

  /// The text.
  public var text: String
  /// The character where it went wrong, from 1; one past the end where
  /// something is missing.
  public var column: Int
  /// What is wrong.
  public var reason: Reason

  /// The text with a caret under the place, in two lines.
  public var rendering: String {
    let line = text.map { $0.isWhitespace ? " " : String($0) }.joined()
    return line + "\n" + String(repeating: " ", count: column - 1) + "^"
  }
}

extension ExpressionError: CustomStringConvertible {
  /// "column 5: unknown name 'ndvy', did you mean 'ndvi'".
  public var description: String { "column \(column): \(reason)" }
}

extension ExpressionError.Reason: CustomStringConvertible {
  /// What is wrong, without the place.
  public var description: String {
    switch self {
    case .empty: "the expression is empty"
    case .tooLong(let limit): "the expression is longer than \(limit) characters"
    case .tooDeep(let limit): "the expression is nested deeper than \(limit) levels"
    case .unexpectedCharacter(let character): "unexpected character '\(character)'"
    case .numberTooLarge(let text): "the number '\(text)' is too large"
    case .unexpected(let found, let expected): "found \(found) where \(expected) should stand"
    case .unknownName(let name, let nearest): "unknown name '\(name)'\(Self.suggestion(nearest))"
    case .unknownFunction(let name, let nearest): "unknown function '\(name)'\(Self.suggestion(nearest))"
    case .argumentCount(let function, let expected, let found):
      "'\(function)' takes \(Self.count(expected)), not \(found)"
    case .chainedComparison: "comparisons do not chain; join them with 'and'"
    case .misplacedThreshold(let text): "'\(text)' stands elsewhere than as one side of a comparison"
    case .nestedThreshold: "an automatic threshold is compared with something that holds another"
    case .filterSize(let function): "the size of '\(function)' is not \(Self.size(function))"
    case .percentileRange: "a percentile is not within 0 to 100"
    }
  }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { ", did you mean '\($0)'" } ?? ""
  }

  private static func count(_ range: ClosedRange<Int>) -> String {
    if range.count > 1 { return "\(range.lowerBound) to \(range.upperBound) arguments" }
    return range.lowerBound == 1 ? "1 argument" : "\(range.lowerBound) arguments"
  }

  private static func size(_ function: String) -> String {
    switch NeighbourhoodFilter.Kind(rawValue: function)?.sizeMeaning {
    case .side: "an odd number of pixels or a positive length"
    case .radius, .margin: "a whole number of pixels above 0 or a positive length"
    case .sigma, .distance, nil: "a positive number"
    }
  }
}
