import FoundationEssentials

extension ReportDocument {
  /// The mark by which a page of these is known.
  public static let generator = "furrow report"

  /// The report as one HTML page that needs no other file, no script and no
  /// network.
  public var html: String {
    """
    <!doctype html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="generator" content="\(Self.generator)">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
    style-src 'unsafe-inline'">
    <title>\(Markup.escape(titleText))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <header>
    <p class="over">\(Markup.escape(over))</p>
    <h1 dir="auto">\(Markup.escape(title))</h1>
    <p class="day">\(dayMarkup)</p>
    \(pairs(facts, class: "facts"))</header>
    <main>
    \(noticeMarkup)\(sections.map(markup).joined())</main>
    <footer>
    <p class="note">\(Markup.escape(foot))</p>
    </footer>
    </body>
    </html>

    """
  }

  private var titleText: String { day.isEmpty ? "\(title) – \(over)" : "\(title), \(day) – \(over)" }

  private var dayMarkup: String {
    let text = Markup.escape(day)
    return date.map { "<time datetime=\"\(Markup.escape($0))\">\(text)</time>" } ?? text
  }

  private var noticeMarkup: String {
    guard !notices.isEmpty else { return "" }
    let items = notices.map { notice in
      let quote = notice.quote.map { " \(Self.foreign($0))" } ?? ""
      return """
        <li><span class="kind">\(Markup.escape(notice.label))</span> \
        <span>\(Markup.escape(notice.text))\(quote)</span></li>

        """
    }
    return """
      <section aria-labelledby="notices">
      <h2 id="notices">\(Markup.escape(language(.readFirst)))</h2>
      <ul class="notices">
      \(items.joined())</ul>
      </section>

      """
  }

  /// Words of the run itself.
  private static func foreign(_ text: String) -> String {
    "<span lang=\"en\" dir=\"auto\">\(Markup.escape(text))</span>"
  }

  private func markup(_ section: Section) -> String {
    """
    <section aria-labelledby="\(section.id)">
    <h2 id="\(section.id)">\(Markup.escape(section.title))</h2>
    \(section.blocks.map { markup($0, in: section) }.joined())</section>

    """
  }

  private func markup(_ block: Block, in section: Section) -> String {
    switch block {
    case .paragraph(let text): "<p>\(Markup.escape(text))</p>\n"
    case .quote(let text): "<p>\(Self.foreign(text))</p>\n"
    case .table(let table): table.html(isQuiet: table.caption == section.title)
    case .bar(let bar): bar.html
    case .charts(let charts):
      "<div class=\"charts\">\n"
        + charts.map { chart in
          "<figure>\n<figcaption>\(Markup.escape(chart.caption))</figcaption>\n\(chart.svg)\n</figure>\n"
        }.joined() + "</div>\n"
    case .map(let map): map.html
    case .pairs(let values): pairs(values, class: "pairs")
    case .links(let links):
      "<ul class=\"links\">\n"
        + links.map { link in
          "<li dir=\"auto\"><a href=\"\(Markup.escape(link.target))\">\(Markup.escape(link.text))</a></li>\n"
        }.joined() + "</ul>\n"
    case .code(let label, let text):
      """
      <details>
      <summary>\(Markup.escape(label))</summary>
      <pre>\(Markup.escape(text))</pre>
      </details>

      """
    }
  }

  private func pairs(_ values: [(label: String, value: String)], class name: String) -> String {
    guard !values.isEmpty else { return "" }
    let items = values.map { pair in
      "<div><dt>\(Markup.escape(pair.label))</dt><dd dir=\"auto\">\(Markup.escape(pair.value))</dd></div>\n"
    }
    return "<dl class=\"\(name)\">\n\(items.joined())</dl>\n"
  }
}

extension Swatch {
  var html: String {
    "<span class=\"swatch \(texture.rawValue)\" style=\"background-color:\(color)\"></span>"
  }
}

extension ReportTable {
  /// The table with its caption in a container of its own that scrolls.
  ///
  /// - Parameter isQuiet: True where the caption is for readers who do not see the
  ///   page, since the heading says the same.
  func html(isQuiet: Bool = false) -> String {
    let heads = columns.map { column in
      let unit = column.unit.isEmpty ? "" : " <span class=\"unit\">\(Markup.escape(column.unit))</span>"
      return "<th scope=\"col\" class=\"\(Self.kind(column))\">\(Markup.escape(column.title))\(unit)</th>\n"
    }
    let lines = rows.map { row in
      let cells = zip(columns, row).enumerated().map { place, pair in
        place == 0
          ? "<th scope=\"row\" dir=\"auto\">\(Self.content(pair.1))</th>"
          : "<td class=\"\(Self.kind(pair.0))\">\(Self.content(pair.1))</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    let label = Markup.escape(caption)
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(label)">
      <table>
      <caption>\(isQuiet ? "<span class=\"quiet\">\(label)</span>" : label)</caption>
      <thead><tr>
      \(heads.joined())</tr></thead>
      <tbody>
      \(lines.joined())</tbody>
      </table>
      </div>

      """
  }

  private static func kind(_ column: Column) -> String { column.isNumber ? "number" : "text" }

  private static func content(_ cell: Cell) -> String {
    let text = Markup.escape(cell.text)
    let linked = cell.link.map { "<a href=\"\(Markup.escape($0))\">\(text)</a>" } ?? text
    return (cell.swatch?.html ?? "") + linked
  }
}

extension ReportBar {
  var html: String {
    let parts = pieces.filter { $0.share > 0 }.map { piece in
      """
      <span class="\(piece.swatch.texture.rawValue)" \
      style="flex-grow:\(Figures.fixed(piece.share * 1000, 2));background-color:\(piece.swatch.color)"></span>
      """
    }
    return """
      <div class="bar" role="img" aria-label="\(Markup.escape(label))">\(parts.joined())</div>

      """
  }
}
