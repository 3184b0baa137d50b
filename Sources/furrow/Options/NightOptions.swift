import ArgumentParser
import Foundation
import JobDefinition
import Nights

/// What a run does when nobody watches it.
struct NightOptions: ParsableArguments {
  /// In which form standard error tells how a run goes.
  enum LogForm: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Option(
    help: ArgumentHelp(
      "Stop at this time of day, or after so long, as in 06:00 or +6h, instead of the job's.",
      valueName: "time"))
  var until: String?

  @Flag(help: "Do nothing, with code 0, where another run of the job is at work.")
  var unlessRunning = false

  @Option(
    help: ArgumentHelp("What standard error gets: text, or json with one event a line.", valueName: "form"))
  var log = LogForm.text

  @Option(
    help: ArgumentHelp("Add one event a line, as JSON, to this file.", valueName: "path"), completion: .file()
  )
  var logFile: String?

  @Option(
    help: ArgumentHelp(
      "Write this file for Prometheus after the run, instead of the job's.", valueName: "path"),
    completion: .file())
  var metrics: String?

  func validate() throws {
    if let until, StopTime(until) == nil {
      throw ValidationError("'\(until)' is not a time of day such as 06:00, nor a duration such as +6h")
    }
  }

  /// Opens the log.
  ///
  /// - Throws: `FileAccessError`.
  func openLog() throws -> EventLog { try EventLog(path: logFile, usesStandardError: log == .json) }

  /// When the run of a job is to stop.
  func deadline(of job: Job) -> RunDeadline? {
    (until.flatMap { StopTime($0) } ?? job.until).map { RunDeadline($0, from: Date()) }
  }
}
