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
}
