/// A JSON value with one way only to write it: keys sorted by their Unicode
/// scalars, no spaces, numbers as short as they can be.
package indirect enum CanonicalJSON {
  case null
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([CanonicalJSON])
  case object([String: CanonicalJSON])

  static func optional(_ text: String?) -> CanonicalJSON { text.map(CanonicalJSON.text) ?? .null }

  package var written: String {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .integer(let integer): String(integer)
    case .number(let number): Self.written(number)
    case .text(let text): text.quotedForJSON
    case .list(let elements): "[" + elements.map(\.written).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
        .map { "\($0.key.quotedForJSON):\($0.value.written)" }.joined(separator: ",") + "}"
    }
  }

  /// The shortest digits that give the same number; whole numbers without a
  /// point; text where JSON has no number.
  private static func written(_ number: Double) -> String {
    guard number.isFinite else { return String(describing: number).quotedForJSON }
    return Int(exactly: number).map { String($0) } ?? String(describing: number)
  }
}

extension String {
  /// The text as a JSON string, which is also a quoted YAML string.
  package var quotedForJSON: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 32 || (127...159).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
