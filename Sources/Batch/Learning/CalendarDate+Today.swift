import Foundation
import JobDefinition

extension CalendarDate {
  /// The day on which the program runs, or the one that `SOURCE_DATE_EPOCH`
  /// names.
  static var today: CalendarDate {
    let seconds = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Double.init)
    let date = seconds.map { Date(timeIntervalSince1970: $0) } ?? Date()
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    guard let year = parts.year, let month = parts.month, let day = parts.day,
      let today = CalendarDate(year: year, month: month, day: day)
    else { preconditionFailure("the calendar has a day for every moment") }
    return today
  }
}
