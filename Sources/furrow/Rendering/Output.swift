import Foundation

/// Standard output.
enum Output {
  /// True where a person looks on.
  static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Writes a line.
  static func line(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}
