/// Why a job cannot be scheduled.
public enum ScheduleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is no interval, or none that calendars can hold.
  case rhythm(String)
  /// A path holds what a schedule's format cannot carry.
  case path(String, format: String)
  /// There is something of this name that `furrow schedule` did not write for this job.
  case foreign(String, found: String)
  /// A unit may write into the folder of results alone, and it is missing.
  case noOutputFolder(String)
  /// A program of the scheduler is missing on this machine.
  case missing(tool: String)
  /// A program of the scheduler ended with an error.
  case refused(tool: String, reason: String)

  /// One sentence.
  public var description: String {
    switch self {
    case .rhythm(let text):
      "'\(text)' is no interval that makes up an hour or a day: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30min, "
        + "1, 2, 3, 4, 6, 8, 12 or 24h"
    case .path(let path, let format): "\(format) cannot hold the path \(path.debugDescription)"
    case .foreign(let place, let found): "\(place) is left as it is: \(found)"
    case .noOutputFolder(let path):
      "the unit could not write: the folder of results '\(path)' is missing, and the unit may write nowhere else"
    case .missing(let tool): "there is no program '\(tool)' on the search path"
    case .refused(let tool, let reason): "'\(tool)' refused: \(reason)"
    }
  }
}
