/// Words in unit files.
///
/// Source: `systemd.syntax(7)`, `systemd.unit(5)` on specifiers and
/// `systemd.service(5)` on command lines.
enum SystemdText {
  /// A path in a list of paths.
  static func path(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%")
    return text.allSatisfy(isPlain) ? escaped : "\"\(escaped)\""
  }

  /// A path that need not be there.
  static func optionalPath(_ text: String) -> String {
    let path = path(text)
    return path.hasPrefix("\"") ? "\"-" + path.dropFirst() : "-" + path
  }

  /// An argument of a command, in which a dollar sign would name a variable.
  static func argument(_ text: String) -> String { path(text.replacing("$", with: "$$")) }

  /// A command with its arguments; variables do not count in the command itself.
  static func command(_ program: String, _ arguments: [String]) -> String {
    ([path(program)] + arguments.map(argument)).joined(separator: " ")
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "/._-+:@,=%".contains(character))
  }
}
