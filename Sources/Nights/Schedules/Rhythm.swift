public import JobDefinition

/// How often a job is run.
public enum Rhythm: Hashable, Sendable {
  /// Every day at this time of the local clock.
  case daily(TimeOfDay)
  /// Every so many minutes, counted from midnight; a day is a multiple of them.
  case every(minutes: Int)

  /// Reads an interval such as "15min" or "2h".
  ///
  /// - Throws: `ScheduleError.rhythm` where the text is none, or no number of
  ///   them makes an hour or a day, so that calendars could not hold it.
  public init(interval text: String) throws(ScheduleError) {
    guard let match = text.wholeMatch(of: /([1-9][0-9]{0,3}) ?(min|h)/), let count = Int(match.output.1)
    else { throw .rhythm(text) }
    let minutes = match.output.2 == "h" ? count * 60 : count
    guard
      minutes < 60
        ? 60.isMultiple(of: minutes) : minutes.isMultiple(of: 60) && Self.day.isMultiple(of: minutes)
    else { throw .rhythm(text) }
    self = .every(minutes: minutes)
  }

  private static let day = 24 * 60

  /// systemd's calendar expression; see `systemd.time(7)`.
  var calendar: String {
    switch self {
    case .daily(let time): "*-*-* \(time):00"
    case .every(let minutes) where minutes < 60: "*-*-* *:00/\(minutes):00"
    case .every(let minutes): minutes == Self.day ? "*-*-* 00:00:00" : "*-*-* 00/\(minutes / 60):00:00"
    }
  }

  /// The five fields of a crontab line; see `crontab(5)`.
  var cronFields: String {
    switch self {
    case .daily(let time): "\(time.minute) \(time.hour) * * *"
    case .every(let minutes) where minutes < 60: minutes == 1 ? "* * * * *" : "*/\(minutes) * * * *"
    case .every(let minutes): minutes == Self.day ? "0 0 * * *" : "0 */\(minutes / 60) * * *"
    }
  }

  /// When a batch is begun next; see `sbatch(1)`.
  var batchBegin: String {
    switch self {
    case .daily(let time): "\(time)"
    case .every(let minutes): "now+\(minutes)minutes"
    }
  }

  /// How far starts are spread, so that many machines do not read at once.
  var delaySeconds: Int {
    switch self {
    case .daily: 300
    case .every(let minutes): min(300, minutes * 6)
    }
  }
}
