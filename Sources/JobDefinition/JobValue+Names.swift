extension JobValue {
  /// A name that can be part of a file's name.
  func name() -> String? {
    guard let name = text() else { return nil }
    let isName =
      name.unicodeScalars.count <= 64
      && name.unicodeScalars.enumerated().allSatisfy { index, scalar in
        scalar.isASCIILetterOrDigit || (index > 0 && "._-".unicodeScalars.contains(scalar))
      }
    if isName { return name }
    fail("\(summary) is not a name (a letter or digit, then up to 63 letters, digits, '.', '_' or '-')")
    return nil
  }

  /// A day of the calendar.
  func date() -> CalendarDate? {
    guard let text = text() else { return nil }
    if let date = CalendarDate(text) { return date }
    fail("\(summary) is not a date such as 2026-05-04")
    return nil
  }

  /// A length of time with its unit: "90 s", "10 min", "2 h" or "1 d".
  package func duration() -> Duration? {
    guard let text = text() else { return nil }
    let units: [(name: String, seconds: Double)] = [("s", 1), ("min", 60), ("h", 3600), ("d", 86_400)]
    if let match = text.wholeMatch(of: /([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(s|min|h|d)/),
      let number = Double(match.output.1),
      let unit = units.first(where: { $0.name == match.output.2 })
    {
      return .milliseconds(Int((number * unit.seconds * 1000).rounded()))
    }
    fail("\(summary) is not a length of time such as 90 s, 10 min, 2 h or 1 d")
    return nil
  }
}
