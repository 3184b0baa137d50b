/// A text file of the caller's staging, written in pieces.
public final class TextFile {
  private let file: OutputFile
  private var waiting: [UInt8] = []
  private var byteCount = 0
  private static let pieceLength = 1 << 16

  /// Begins a file.
  ///
  /// - Throws: `OutputError`.
  public init(path: String) throws(OutputError) { file = try OutputFile(creating: path, subject: path) }

  /// Adds text.
  ///
  /// - Throws: `OutputError`.
  public func append(_ text: String) throws(OutputError) {
    waiting += text.utf8
    if waiting.count >= Self.pieceLength { try flush() }
  }

  /// Writes what waits.
  ///
  /// - Returns: The bytes of the file.
  /// - Throws: `OutputError`.
  public func finish() throws(OutputError) -> Int {
    try flush()
    return byteCount
  }

  /// Counts the line feeds of a file, which must have so many bytes.
  ///
  /// - Throws: `OutputError`, or `InputFileError` where it cannot be read.
  public static func lineCount(of path: String, byteCount: Int) throws -> Int {
    try InputBytes.read(path, allowsRemote: false) { length, read in
      guard length == byteCount else {
        let difference = "it has \(length) bytes, not \(byteCount)"
        throw OutputError(path: path, reason: .readBack(difference: difference))
      }
      var lines = 0
      for start in stride(from: 0, to: length, by: pieceLength) {
        lines += try read(start, min(pieceLength, length - start)).count { $0 == 10 }
      }
      return lines
    }
  }

  private func flush() throws(OutputError) {
    try file.write(waiting)
    byteCount += waiting.count
    waiting.removeAll(keepingCapacity: true)
  }
}
