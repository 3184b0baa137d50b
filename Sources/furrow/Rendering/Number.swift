import Foundation

/// Numbers in lines for people.
enum Number {
  /// The number with so many significant digits and no needless zeros.
  static func text(_ value: Double, significant: Int = 6) -> String {
    String(format: "%.\(significant)g", value)
  }

  /// The number with so many decimals.
  static func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }

  /// A whole number with commas between thousands.
  static func grouped(_ value: Int) -> String {
    var digits = Array(String(value.magnitude))
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return (value < 0 ? "-" : "") + String(digits)
  }

  /// "91.2 MB".
  static func bytes(_ count: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var value = Double(count)
    var unit = 0
    while value >= 999.5, unit + 1 < units.count {
      value /= 1000
      unit += 1
    }
    return unit == 0 ? "\(count) B" : "\(text(value, significant: 3)) \(units[unit])"
  }

  /// "1 field", "2 fields".
  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}
