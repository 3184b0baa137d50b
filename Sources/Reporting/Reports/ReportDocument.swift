/// A report in one language, before it becomes a page or Markdown.
public struct ReportDocument {
  /// One thing after another within a section.
  enum Block {
    case paragraph(String)
    /// A sentence of the run itself, in English, which is not translated.
    case quote(String)
    case table(ReportTable)
    case bar(ReportBar)
    /// SVG charts beside one another, each with its caption.
    case charts([(caption: String, svg: String)])
    case map(ReportMapFigure)
    case pairs([(label: String, value: String)])
    case links([(text: String, target: String)])
    /// Text that people copy, such as parameters.
    case code(label: String, text: String)
  }

  struct Section {
    let id: String
    let title: String
    var blocks: [Block]
  }

  /// What a reader must know first.
  struct Notice {
    let label: String
    let text: String
    /// The run's own words, in English.
    var quote: String?
  }

  let language: ReportLanguage
  let over: String
  let title: String
  let day: String
  /// The day as "yyyy-mm-dd", where it is known.
  let date: String?
  var facts: [(label: String, value: String)] = []
  var notices: [Notice] = []
  var sections: [Section] = []
  let foot: String

  mutating func add(_ id: String, _ title: ReportWord, _ blocks: [Block]) {
    guard !blocks.isEmpty else { return }
    sections.append(Section(id: id, title: language(title), blocks: blocks))
  }
}

/// A table of a report; the first cell of each row is its header.
struct ReportTable {
  struct Column {
    let title: String
    var unit = ""
    var isNumber = true
  }

  struct Cell {
    let text: String
    /// A class's colour before the text.
    var swatch: Swatch?
    /// Where the text leads.
    var link: String?

    init(_ text: String, swatch: Swatch? = nil, link: String? = nil) {
      (self.text, self.swatch, self.link) = (text, swatch, link)
    }
  }

  let caption: String
  let columns: [Column]
  var rows: [[Cell]]
}

/// A class's colour as a reader tells it from others.
struct Swatch {
  let color: String
  var texture = ColourTexture.plain
}

/// Shares of a whole beside one another.
struct ReportBar {
  struct Piece {
    let share: Double
    let swatch: Swatch
    let label: String
  }

  let pieces: [Piece]

  var label: String { pieces.map(\.label).joined(separator: ", ") }
}

/// The map with its worst spots, in words and pictures.
struct ReportMapFigure {
  struct Spot {
    let picture: MapPicture.Spot
    let title: String
    let place: String
    let alternative: String
  }

  let picture: MapPicture
  let alternative: String
  let captions: [String]
  let boundariesLabel: String
  let northLabel: String
  let barLabel: String
  let barAlternative: String
  let legend: [(name: String, swatch: Swatch)]
  let noDataLabel: String
  let spotsTitle: String
  let spotsCaption: String
  let spots: [Spot]
  /// What Markdown says in place of pictures.
  let elsewhere: String
}
