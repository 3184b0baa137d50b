extension ReportDocument {
  /// The report as Markdown (CommonMark with tables), without pictures.
  public var markdown: String {
    var text = "# \(Markdown.escape(title))\n\n\(Markdown.escape(over))"
    if !day.isEmpty { text += ", \(Markdown.escape(day))" }
    text += "\n\n" + Self.list(facts)
    if !notices.isEmpty {
      text += "\n## \(Markdown.escape(language(.readFirst)))\n\n"
      text += notices.map { notice in
        let words = [notice.text, notice.quote ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        return "- **\(Markdown.escape(notice.label))**: \(Markdown.escape(words))\n"
      }.joined()
    }
    for section in sections {
      text += "\n## \(Markdown.escape(section.title))\n" + section.blocks.map(markdown).joined()
    }
    return text + "\n---\n\n\(Markdown.escape(foot))\n"
  }

  private static func list(_ pairs: [(label: String, value: String)]) -> String {
    pairs.map { "- \(Markdown.escape($0.label)): \(Markdown.escape($0.value))\n" }.joined()
  }

  private func markdown(_ block: Block) -> String {
    switch block {
    case .paragraph(let text), .quote(let text): "\n\(Markdown.escape(text))\n"
    case .table(let table): "\n" + table.markdown
    case .bar, .charts, .code: ""
    case .map(let map): "\n" + map.markdown
    case .pairs(let values): "\n" + Self.list(values)
    case .links(let links):
      "\n" + links.map { "- [\(Markdown.escape($0.text))](<\($0.target)>)\n" }.joined()
    }
  }
}

/// Text that Markdown shows as it is.
enum Markdown {
  /// Puts a backslash before every sign that could begin markup; a line break
  /// becomes a space.
  ///
  /// Source: CommonMark 0.31, section 2.4.
  static func escape(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.value < 32 || scalar.value == 127 {
        result.append(" ")
        continue
      }
      if "\\`*_{}[]<>#|~&!".unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }
}

extension ReportTable {
  var markdown: String {
    let heads = columns.map { column in
      Markdown.escape(column.unit.isEmpty ? column.title : "\(column.title) (\(column.unit))")
    }
    let lines = rows.map { row in
      row.map { cell in
        let text = Markdown.escape(cell.text)
        return cell.link.map { "[\(text)](<\($0)>)" } ?? text
      }
    }
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }
    let rule = columns.map { $0.isNumber ? "---:" : "---" }
    return "**\(Markdown.escape(caption))**\n\n" + line(heads) + line(rule) + lines.map(line).joined()
  }
}

extension ReportMapFigure {
  var markdown: String {
    var text = "\(Markdown.escape(elsewhere))\n"
    if spots.isEmpty { return text + "\n\(Markdown.escape(spotsCaption))\n" }
    text += "\n### \(Markdown.escape(spotsTitle))\n\n\(Markdown.escape(spotsCaption))\n\n"
    return text
      + spots.map { spot in
        let words = spot.place.isEmpty ? spot.title : "\(spot.title); \(spot.place)"
        return "- \(Markdown.escape(words))\n"
      }.joined()
  }
}
