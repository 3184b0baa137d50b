import Foundation
import Testing

/// Texts that the program must write byte for byte.
///
/// With FURROW_RECORD=1 in the environment they are written anew, and the test
/// fails all the same, so that nobody records by accident.
enum Golden {
  /// Whether texts are recorded instead of compared.
  static var isRecording: Bool { ProcessInfo.processInfo.environment["FURROW_RECORD"] == "1" }

  /// Compares a text with the golden one of a name.
  static func expect(
    _ text: String, equals name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden").appendingPathComponent(name)
    if isRecording {
      try Data(text.utf8).write(to: url)
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      return
    }
    let golden = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let difference = zip(text.split(separator: "\n"), golden.split(separator: "\n"))
      .first { $0 != $1 }.map { "'\($0)' instead of '\($1)'" }
    #expect(
      text == golden, "\(name): \(difference ?? "another length"); FURROW_RECORD=1 records anew",
      sourceLocation: sourceLocation)
  }
}
