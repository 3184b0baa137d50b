/// A table in aligned columns for a terminal: headers, units below them where
/// there are any, a rule, then the rows. Numbers stand to the right.
public struct TextTable: Sendable {
  private let header: [[String]]
  private let body: [[String]]
  private let isRight: [Bool]

  /// Lays out a table.
  public init(_ table: Table) {
    let units = table.columns.map(\.unit)
    let titles = table.columns.map { Self.oneLine($0.title) }
    header = units.allSatisfy(\.isEmpty) ? [titles] : [titles, units]
    body = table.rows.map { row in
      zip(table.columns, row).map { Self.oneLine($1.shown(decimals: $0.decimals)) }
    }
    isRight = table.columns.indices.map { column in
      let cells = table.rows.map { $0[column] }
      return cells.contains(where: \.isNumeric) && cells.allSatisfy { $0.isNumeric || $0.isMissing }
    }
  }

  /// The lines, each ended by a line feed, without trailing blanks.
  public var text: String { text(width: nil) }

  /// The lines, the last column broken between words where a line is longer
  /// than so many columns of a terminal.
  ///
  /// What is broken off stands below its beginning; where there is little room
  /// there, below the row, indented.
  public func text(width: Int?) -> String {
    var widths = isRight.indices.map { column in
      (header + body).map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    let last = widths.popLast() ?? 0
    let start = widths.reduce(0) { $0 + $1 + 2 }
    let room = width.map { $0 - start } ?? last
    widths.append(room < last ? max(room, headerWidth) : last)
    let rule = widths.map { String(repeating: "─", count: $0) }
    let lines = (header + [rule]).map { line($0, widths) }
    return (lines + body.flatMap { wrapped($0, widths, start: start, room: room) })
      .map { $0 + "\n" }.joined()
  }

  /// Less room than this for the last column is too little to read in.
  private static let leastRoom = 24

  private var headerWidth: Int { header.compactMap { $0.last.map(DisplayWidth.of) }.max() ?? 0 }

  /// A row in as many lines as it takes.
  private func wrapped(_ cells: [String], _ widths: [Int], start: Int, room: Int) -> [String] {
    guard let last = cells.last, DisplayWidth.of(last) > room else { return [line(cells, widths)] }
    let isBelow = room < Self.leastRoom
    let indent = isBelow ? 4 : start
    var pieces = Self.pieces(last, room: max(Self.leastRoom, isBelow ? start + room - indent : room))
    let first = isBelow ? "" : pieces.removeFirst()
    return [line(cells.dropLast() + [first], widths)]
      + pieces.map { String(repeating: " ", count: indent) + $0 }
  }

  /// A text in lines of at most so many columns; a longer word has its own.
  private static func pieces(_ text: String, room: Int) -> [String] {
    var pieces: [String] = []
    for word in text.split(separator: " ") {
      if let piece = pieces.last, DisplayWidth.of(piece) + 1 + DisplayWidth.of(String(word)) <= room {
        pieces[pieces.count - 1] += " " + word
      } else {
        pieces.append(String(word))
      }
    }
    return pieces
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var result = ""
    for (column, cell) in cells.enumerated() {
      let blanks = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(cell)))
      if column > 0 { result += "  " }
      result += isRight[column] ? blanks + cell : cell + blanks
    }
    while result.last == " " { result.removeLast() }
    return result
  }

  /// Control characters, which would move the cursor or worse, become blanks.
  private static func oneLine(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      result.unicodeScalars.append(isControl ? " " : scalar)
    }
    return result
  }
}

/// How many columns of a terminal a text takes.
enum DisplayWidth {
  static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  private static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    let isEmoji =
      first.properties.isEmojiPresentation
      || (first.properties.isEmoji && character.unicodeScalars.contains("\u{FE0F}"))
    if isEmoji || wide.contains(where: { $0.contains(first.value) }) { return 2 }
    return isMark(first) ? 0 : 1
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: true
    default: false
    }
  }

  /// East Asian wide and full-width blocks (Unicode Standard Annex 11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}
