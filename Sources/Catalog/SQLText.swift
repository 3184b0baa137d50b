/// What can be told of a statement without SQLite.
enum SQLText {
  /// The first word in upper case, after blanks and comments; `nil` where
  /// there is none, as in a text that starts with a symbol.
  static func firstWord(of sql: String) -> String? {
    var rest = Substring(sql)
    while true {
      rest = rest.drop { $0.isWhitespace }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        guard let end = rest.dropFirst(2).firstRange(of: "*/") else { return nil }
        rest = rest[end.upperBound...]
      } else {
        let word = rest.prefix { $0.isLetter || $0 == "_" }
        return word.isEmpty ? nil : word.uppercased()
      }
    }
  }
}
