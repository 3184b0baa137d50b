internal import GeoFiles
internal import Reporting

/// Data as a script that sets a variable, so that a page opened from a folder
/// may read it.
enum SiteFile {
  /// Writes `window.name = value`, or one member of it where a key is given.
  ///
  /// - Throws: `OutputError`.
  static func write(
    _ value: JSONValue, as name: String, key: String? = nil, to path: String
  ) throws(OutputError) {
    let start = key.map { "(window.\(name) = window.\(name) || {})[\"\($0)\"] = " } ?? "window.\(name) = "
    try PlainFile.write(Array((start + script(value) + ";\n").utf8), to: path)
  }

  /// The value as a script writes it: no text in it can end a script or a line.
  static func script(_ value: JSONValue) -> String {
    var result = ""
    for scalar in value.text.unicodeScalars {
      switch scalar {
      case "<": result += "\\u003c"
      case "\u{2028}": result += "\\u2028"
      case "\u{2029}": result += "\\u2029"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
