import Mustache

/// Text made safe for HTML, between tags and in quoted attributes.
///
/// It goes by Unicode scalars: a quote with a combining mark behind it is one
/// `Character` that equals no quote, yet a browser sees the quote.
enum Markup {
  private static let special = Set("<>&\"'".utf8)

  static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: special.contains) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Escapes each value of a template by `Markup`.
struct ScalarHTML: MustacheContentType {
  static let name = "SCALAR-HTML"

  func escapeText(_ text: String) -> String { Markup.escape(text) }
}
