import Reporting

extension JSONValue {
  /// A text, or null where there is none.
  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// A number, or null where there is none.
  static func optional(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }

  /// A whole number, or null where there is none.
  static func optional(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }
}
