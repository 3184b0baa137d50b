/// Sentences broken into lines.
enum Paragraph {
  /// The text with lines of at most `width` columns; those after the first
  /// are indented.
  static func wrapped(_ text: String, first: String = "", indent: String = "", width: Int = Output.width)
    -> String
  {
    var lines: [String] = []
    var line = first
    var isBlank = true
    for word in text.split(separator: " ") {
      if !isBlank, line.count + 1 + word.count > width {
        lines.append(line)
        line = indent
        isBlank = true
      }
      line += (isBlank ? "" : " ") + word
      isBlank = false
    }
    return (lines + [line]).joined(separator: "\n") + "\n"
  }

  /// A list with a dash before each sentence.
  static func list(_ sentences: [String]) -> String {
    sentences.map { wrapped($0, first: "  - ", indent: "    ") }.joined()
  }

  /// Labelled lines, the labels in one column.
  static func pairs(_ pairs: [(label: String, text: String)]) -> String {
    let width = (pairs.map(\.label.count).max() ?? 0) + 2
    let indent = String(repeating: " ", count: width + 2)
    return pairs.map { pair in
      let label = "  " + pair.label + String(repeating: " ", count: width - pair.label.count)
      return wrapped(pair.text, first: label, indent: indent)
    }.joined()
  }
}
