/// When a run is to stop: at the next time of day, or so long after its begin.
public enum StopTime: Hashable, Sendable {
  /// The next time the local clock shows this, within a day.
  case clock(TimeOfDay)
  /// So many seconds after the run began.
  case after(seconds: Int)

  /// Reads "06:00", "+6h", "+90min" or "+30s"; `nil` where the text is neither.
  public init?(_ text: String) {
    guard text.first == "+" else {
      guard let time = TimeOfDay(text) else { return nil }
      self = .clock(time)
      return
    }
    guard let match = text.wholeMatch(of: /\+([1-9][0-9]{0,4}) ?(s|min|h)/),
      let count = Int(match.output.1), let unit = Self.unitSeconds[String(match.output.2)]
    else { return nil }
    self = .after(seconds: count * unit)
  }

  private static let unitSeconds = ["s": 1, "min": 60, "h": 3600]
}

/// A time on the clock, to the minute.
public struct TimeOfDay: Hashable, Sendable {
  /// The hour, 0 to 23.
  public let hour: Int
  /// The minute, 0 to 59.
  public let minute: Int

  /// Reads "HH:MM"; `nil` where the text is not that.
  public init?(_ text: String) {
    guard let match = text.wholeMatch(of: /([01][0-9]|2[0-3]):([0-5][0-9])/),
      let hour = Int(match.output.1), let minute = Int(match.output.2)
    else { return nil }
    (self.hour, self.minute) = (hour, minute)
  }
}

extension TimeOfDay: CustomStringConvertible {
  /// "HH:MM".
  public var description: String { Self.padded(hour) + ":" + Self.padded(minute) }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
