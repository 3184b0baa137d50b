import Foundation
import Synchronization
import TestSupport

/// What a program makes of each flight's results, looked at once and of a copy,
/// since programs may leave files beside what they open.
final class OracleViews<View: Decodable & Sendable>: Sendable {
  private let script: String
  private let input: String
  private let seen = Mutex<[String: Result<View, any Error>]>([:])

  /// - Parameter input: The file that the script takes; empty for the folder.
  init(_ type: View.Type, script: String, input: String) {
    (self.script, self.input) = (script, input)
  }

  subscript(_ flight: DemoRun.Flight) -> Result<View, any Error> {
    seen.withLock { seen in
      if let view = seen[flight.name] { return view }
      let view = Result { try look(flight) }
      seen[flight.name] = view
      return view
    }
  }

  private func look(_ flight: DemoRun.Flight) throws -> View {
    let scratch = try TemporaryFolder()
    let copy = scratch.url.appendingPathComponent("results")
    let own = scratch.url.appendingPathComponent("own")
    try FileManager.default.copyItem(at: DemoRun.shared.get().results(flight.name), to: copy)
    try FileManager.default.createDirectory(
      at: own, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let path = input.isEmpty ? copy.path : copy.appendingPathComponent(input).path
    return try Oracle.run(script, [path, own.path], interpreter: Oracle.systemPython, as: View.self)
  }
}
