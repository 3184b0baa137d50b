/// Words for POSIX shells.
enum ShellText {
  /// The text as one word. Without backslashes, which crontabs read in their
  /// own way.
  static func word(_ text: String) -> String {
    if !text.isEmpty, text.allSatisfy(isPlain) { return text }
    return "'" + text.replacing("'", with: "'\"'\"'") + "'"
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "/._-+:@,=".contains(character))
  }
}
