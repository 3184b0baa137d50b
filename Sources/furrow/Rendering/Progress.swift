import Foundation

/// One line of progress that replaces itself, on a terminal alone.
enum Progress {
  private static let isTerminal = isatty(STDERR_FILENO) == 1

  /// Shows a line in the place of the one before.
  static func show(_ text: String) {
    if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K  \(text)".utf8)) }
  }

  /// Takes the line away.
  static func clear() {
    if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
