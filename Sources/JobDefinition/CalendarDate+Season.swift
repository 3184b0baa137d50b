extension CalendarDate {
  /// The day of the year, from 1.
  public var dayOfYear: Int {
    (1..<month).reduce(day) { $0 + Self.dayCount(year: year, month: $1) }
  }

  /// How many days of the season lie between two dates, whatever their years;
  /// at most 182.
  public func seasonDays(to other: CalendarDate) -> Int {
    let apart = abs(dayOfYear - other.dayOfYear)
    return min(apart, max(1, 365 - apart))
  }
}
