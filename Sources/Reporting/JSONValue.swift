/// A JSON value that is always written in the same way: keys sorted, numbers
/// as the shortest digits that read back the same.
public enum JSONValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// True or false.
  case flag(Bool)
  /// A whole number.
  case integer(Int)
  /// A number; written as null where it is not finite.
  case number(Double)
  /// Text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Values by key.
  case object([String: JSONValue])

  /// Makes an array of the table's rows, each an object by the columns' keys.
  public init(_ table: Table) {
    self = .array(Self.rows(of: table))
  }

  static func rows(of table: Table) -> [JSONValue] {
    table.rows.map { row in
      let pairs = zip(table.columns, row).map { ($0.key, $1.json) }
      return .object(Dictionary(pairs) { first, _ in first })
    }
  }

  /// The value on one line (RFC 8259), keys in the order of their code units.
  public var text: String {
    var result = ""
    write(to: &result)
    return result
  }

  /// A table's rows as one array, one row a line.
  public static func lines(of table: Table) -> String {
    let rows = rows(of: table).map { "  " + $0.text }
    return rows.isEmpty ? "[]\n" : "[\n" + rows.joined(separator: ",\n") + "\n]\n"
  }

  var isNull: Bool {
    if case .number(let value) = self { return !value.isFinite }
    return self == .null
  }

  private func write(to result: inout String) {
    switch self {
    case .null: result += "null"
    case .flag(let value): result += value ? "true" : "false"
    case .integer(let value): result += String(value)
    case .number(let value): result += Self.digits(value)
    case .string(let value): Self.quote(value, to: &result)
    case .array(let values):
      result += "["
      for (i, value) in values.enumerated() {
        if i > 0 { result += "," }
        value.write(to: &result)
      }
      result += "]"
    case .object(let values): Self.write(values, to: &result)
    }
  }

  private static func write(_ values: [String: JSONValue], to result: inout String) {
    result += "{"
    let sorted = values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (i, (key, value)) in sorted.enumerated() {
      if i > 0 { result += "," }
      quote(key, to: &result)
      result += ":"
      value.write(to: &result)
    }
    result += "}"
  }

  /// Whole numbers without a fraction up to 2^53, no negative zero.
  private static func digits(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) <= 9_007_199_254_740_992 { return String(Int(value)) }
    return "\(value)"
  }

  private static func quote(_ text: String, to result: inout String) {
    result += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    result += "\""
  }
}
