import Batch
import Foundation
import JobDefinition
import TestSupport

/// A folder that a job watches.
struct WatchBench {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func path(_ name: String) -> String { folder.url.path + "/" + name }

  @discardableResult
  func write(_ name: String, _ text: String = "x") throws -> String {
    let path = path(name)
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }

  func job(_ flights: String, more: String = "") throws -> Job {
    try JobDecoder.decode(
      text: "version: 1\nname: t\nflights: \(flights)\nindices: {report: [ndvi]}\n\(more)\n",
      path: path("job.yaml"))
  }

  /// What is found, so many seconds from now.
  func survey(_ flights: String, after seconds: Double = 3600) throws -> FlightSurvey {
    try FlightDiscovery.survey(job(flights), at: Date() + seconds)
  }
}

extension FlightSurvey {
  var readyNames: [String] { ready.map(\.name) }
  var reasons: [String] { held.map(\.hold.reason) }
  var refusals: [String] { refused.map { "\($0.error)" } }
}
