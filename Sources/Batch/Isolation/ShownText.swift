extension String {
  /// The text as it may be shown to people and written to logs: one line, no
  /// control or formatting characters, of limited length.
  func shown(limit: Int = 2000) -> String {
    var text = ""
    var count = 0
    for scalar in unicodeScalars {
      if count == limit { return text + "…" }
      text.unicodeScalars.append(scalar.isShown ? scalar : "\u{FFFD}")
      count += 1
    }
    return text
  }
}

extension Unicode.Scalar {
  /// False for what moves the cursor, turns the direction of writing or hides.
  fileprivate var isShown: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
