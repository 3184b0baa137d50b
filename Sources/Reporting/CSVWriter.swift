/// Tables as comma-separated values (RFC 4180) that spreadsheets open safely.
///
/// Lines end with CR LF. A text that a spreadsheet would take for a formula,
/// because it begins with = + - @, a tab or a carriage return and is not a
/// number, gets a leading apostrophe.
public struct CSVWriter: Sendable {
  /// The lines written so far.
  public private(set) var text = ""

  /// Makes a writer with nothing written.
  public init() {}

  /// Makes a writer with a table's keys and rows written, numbers unrounded.
  public init(_ table: Table) {
    append(table.columns.map(\.key))
    for row in table.rows { append(row.map(\.exactText)) }
  }

  /// Writes one line.
  public mutating func append(_ cells: [String]) {
    text += cells.map(Self.cell).joined(separator: ",") + "\r\n"
  }

  /// One cell, neutralised and quoted where it must be.
  static func cell(_ text: String) -> String {
    let safe = isFormula(text) ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
      return safe
    }
    var quoted = "\""
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
      return false
    }
    return !isNumber(text)
  }

  /// True for decimal digits with at most a sign, a point and an exponent.
  static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text)
    func sign() {
      guard let first = rest.utf8.first, first == 43 || first == 45 else { return }
      rest = Substring(rest.utf8.dropFirst())
    }
    func digits() -> Int {
      let count = rest.utf8.prefix { (48...57).contains($0) }.count
      rest = Substring(rest.utf8.dropFirst(count))
      return count
    }
    sign()
    var figures = digits()
    if rest.utf8.first == 46 {
      rest = Substring(rest.utf8.dropFirst())
      figures += digits()
    }
    guard figures > 0 else { return false }
    if let first = rest.utf8.first, first == 69 || first == 101 {
      rest = Substring(rest.utf8.dropFirst())
      sign()
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }
}
