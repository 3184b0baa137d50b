import Foundation

/// Standard output.
enum Output {
  /// True where a person looks on.
  static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// How many columns a table for people may take.
  static let width = 100

  /// How many columns the terminal has that a person looks at; `nil` for a
  /// file or a pipe, where no line is broken.
  static var terminalWidth: Int? {
    var size = winsize()
    guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes a line.
  static func line(_ text: String) { write(text + "\n") }

  /// Writes text as it is.
  static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
