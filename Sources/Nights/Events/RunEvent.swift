public import Reporting

/// Something that happened in a run, for programs that read logs.
public struct RunEvent: Hashable, Sendable {
  /// How much it matters.
  public enum Level: String, Hashable, Sendable, CaseIterable {
    /// As it should be.
    case info
    /// Somebody should know.
    case warning
    /// Something was not done.
    case error
  }

  /// What happened.
  public enum Name: String, Hashable, Sendable, CaseIterable {
    case runBegun = "run.begun"
    case runSkipped = "run.skipped"
    case runEnded = "run.ended"
    case flightBegun = "flight.begun"
    case flightProgress = "flight.progress"
    case flightNote = "flight.note"
    case flightDone = "flight.done"
    case flightAlreadyDone = "flight.already_done"
    case flightFailed = "flight.failed"
    case flightHeld = "flight.held"
    case flightStopped = "flight.stopped"
    case summarySent = "summary.sent"
    case summaryFailed = "summary.failed"
    case metricsFailed = "metrics.failed"
  }

  /// What happened.
  public var name: Name
  /// How much it matters.
  public var level: Level
  /// What there is to know, by the names in `schemas/event.schema.json`.
  public var values: [String: JSONValue]

  /// Makes an event.
  public init(_ name: Name, _ level: Level = .info, _ values: [String: JSONValue] = [:]) {
    (self.name, self.level, self.values) = (name, level, values)
  }
}
