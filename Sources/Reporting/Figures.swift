/// Numbers as people read them; the same on every machine.
package enum Figures {
  /// The sign for a number that is not known.
  static let missing = "–"

  /// A number with so many decimals, halves away from zero; `missing` where it
  /// is not finite.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return missing }
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let text = decimals == 0 ? padded : padded.dropLast(decimals) + "." + padded.suffix(decimals)
    return value < 0 && scaled > 0 ? "-" + text : text
  }

  /// The same for readers: with a true minus and narrow spaces between groups
  /// of three digits from five digits on.
  package static func shown(_ value: Double, _ decimals: Int) -> String {
    let text = fixed(value, decimals)
    let digits = text.drop { $0 == "-" }
    let whole = digits.prefix { $0 != "." }
    let sign = text.hasPrefix("-") ? "\u{2212}" : ""
    return sign + grouped(whole) + digits.dropFirst(whole.count)
  }

  /// A share as percent with one decimal; "< 0.1" for less that is not nothing.
  static func percent(_ share: Double) -> String {
    share > 0 && share < 0.0005 ? "< 0.1" : shown(share * 100, 1)
  }

  private static func grouped(_ whole: Substring) -> String {
    guard whole.count > 4, whole.allSatisfy(\.isNumber) else { return String(whole) }
    let lead = whole.count % 3
    var groups = lead > 0 ? [String(whole.prefix(lead))] : []
    var rest = whole.dropFirst(lead)
    while !rest.isEmpty {
      groups.append(String(rest.prefix(3)))
      rest = rest.dropFirst(3)
    }
    return groups.joined(separator: "\u{202F}")
  }

  /// "14 June 2026" for "2026-06-14"; any other text as it is.
  static func day(_ date: String) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ]
    let parts = date.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], Int(parts[0]) != nil, let month = Int(parts[1]),
      (1...12).contains(month), let day = Int(parts[2]), (1...31).contains(day)
    else { return date }
    return "\(day) \(months[month - 1]) \(parts[0])"
  }

  /// "50 m", "2 km" or "20 cm".
  static func length(metres: Double) -> String {
    if metres >= 1000 { return "\(shown(metres / 1000, 0)) km" }
    return metres >= 1 ? "\(shown(metres, 0)) m" : "\(shown(metres * 100, metres < 0.01 ? 1 : 0)) cm"
  }
}
