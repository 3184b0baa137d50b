import Foundation

/// Standard output.
enum Output {
  /// True where a person looks on.
  static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// How many columns a table for people may take.
  static let width = 100

  /// Writes a line.
  static func line(_ text: String) { write(text + "\n") }

  /// Writes text as it is.
  static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
