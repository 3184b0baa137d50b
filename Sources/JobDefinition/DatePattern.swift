/// How a flight's date is found in a file name.
///
/// A regular expression (Swift's syntax, which is near to Perl's). Its groups
/// named `year`, `month` and `day` give the date; without them the digits of
/// the first group, or else of the whole match, are read as YYYYMMDD, with or
/// without separators.
public struct DatePattern: Hashable, Sendable {
  /// Finds YYYY-MM-DD, YYYY_MM_DD and YYYYMMDD, not within longer numbers.
  public static let standard = DatePattern(
    checked: #"(?:^|[^0-9])((?:19|20)[0-9]{2}([-_]?)(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"#)

  /// The regular expression as it is written.
  public let text: String

  private init(checked text: String) { self.text = text }

  /// Makes a pattern; `nil` where the text is not a regular expression.
  public init?(_ text: String) {
    guard !text.isEmpty, (try? Regex(text)) != nil else { return nil }
    self.text = text
  }

  /// The first real date in a file name; `nil` where there is none.
  public func date(in fileName: String) -> CalendarDate? {
    guard let regex = try? Regex(text) else { return nil }
    return fileName.matches(of: regex).lazy.compactMap { Self.date(of: $0.output) }.first
  }

  private static func date(of output: AnyRegexOutput) -> CalendarDate? {
    func number(_ name: String) -> Int? { output[name]?.substring.flatMap { Int($0) } }
    if let year = number("year"), let month = number("month"), let day = number("day") {
      return CalendarDate(year: year, month: month, day: day)
    }
    let texts =
      output.dropFirst().prefix(1).compactMap(\.substring) + output.prefix(1).compactMap(\.substring)
    return texts.lazy.compactMap { CalendarDate(digitsIn: $0) }.first
  }
}

extension CalendarDate {
  /// Makes a date from text whose digits are YYYYMMDD, with separators or
  /// without; `nil` where there are other digits or the calendar has no such day.
  public init?(digitsIn text: some StringProtocol) {
    let digits = String(text.filter { $0.isASCII && $0.isWholeNumber })
    guard digits.count == 8, let number = Int(digits) else { return nil }
    self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }
}
