package import Yams

/// A YAML scalar by the rules of the core schema of YAML 1.2, so that dates
/// and `yes` are text.
package enum JobScalar: Equatable {
  case null
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)

  package init(_ scalar: Node.Scalar) {
    self = scalar.style == .plain ? Self.plain(scalar.string) : .text(scalar.string)
  }

  private static func plain(_ text: String) -> JobScalar {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .flag(true)
    case "false", "False", "FALSE": .flag(false)
    case ".nan", ".NaN", ".NAN": .number(.nan)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .number(.infinity)
    case "-.inf", "-.Inf", "-.INF": .number(-.infinity)
    default: number(text) ?? .text(text)
    }
  }

  private static func number(_ text: String) -> JobScalar? {
    let unsigned = text.drop { $0 == "-" || $0 == "+" }
    guard let first = unsigned.first, first == "." || first.isASCIIDigit,
      text.allSatisfy({ $0.isASCIIDigit || ".eE+-".contains($0) })
    else { return nil }
    if let integer = Int(text) { return .integer(integer) }
    return Double(text).map(JobScalar.number)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
