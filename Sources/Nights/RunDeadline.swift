public import Foundation
public import JobDefinition

/// The moment after which a run begins nothing more.
public struct RunDeadline: Hashable, Sendable {
  /// The moment.
  public let date: Date

  /// Works out the moment for a run that begins at `begin`.
  ///
  /// A time of day is the next one on the local clock, never `begin` itself; one
  /// that daylight saving leaves out counts as the first moment after the gap.
  public init(_ time: StopTime, from begin: Date, in calendar: Calendar = .gregorianHere) {
    switch time {
    case .after(let seconds): date = begin.addingTimeInterval(Double(seconds))
    case .clock(let time):
      let parts = DateComponents(hour: time.hour, minute: time.minute, second: 0)
      date =
        calendar.nextDate(after: begin, matching: parts, matchingPolicy: .nextTime)
        ?? begin.addingTimeInterval(86_400)
    }
  }

  /// True from the moment on.
  public var hasCome: Bool { Date() >= date }

  /// "06:00" on the local clock.
  public var clock: String {
    let parts = Calendar.gregorianHere.dateComponents([.hour, .minute, .second], from: date)
    let (hour, minute, second) = (parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
    return second == 0
      ? String(format: "%02d:%02d", hour, minute) : String(format: "%02d:%02d:%02d", hour, minute, second)
  }
}

extension Calendar {
  /// The calendar of the machine's clock and zone, whatever its language.
  public static var gregorianHere: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .current
    return calendar
  }
}
