/// Rows of typed cells that can be shown in a terminal, as CSV and as JSON.
public struct Table: Hashable, Sendable {
  /// What one column holds.
  public struct Column: Hashable, Sendable {
    /// The key in CSV and JSON, with the unit, such as "area_ha".
    public var key: String
    /// The header in a terminal.
    public var title: String
    /// The unit in a terminal, or nothing.
    public var unit: String
    /// How many decimals a terminal shows of its numbers.
    public var decimals: Int

    /// Makes a column.
    public init(_ key: String, title: String? = nil, unit: String = "", decimals: Int = 2) {
      self.key = key
      self.title = title ?? key
      self.unit = unit
      self.decimals = decimals
    }
  }

  /// What stands in one place.
  public enum Cell: Hashable, Sendable {
    /// Words.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A number; NaN and infinities count as missing.
    case number(Double)
    /// Yes or no.
    case flag(Bool)
    /// Nothing is known.
    case missing
  }

  /// The columns from left to right.
  public var columns: [Column]

  /// The rows from top to bottom, each with a cell for each column.
  public private(set) var rows: [[Cell]]

  /// Makes a table; every row must have a cell for each column.
  public init(columns: [Column], rows: [[Cell]] = []) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a cell for each column")
    self.columns = columns
    self.rows = rows
  }

  /// Adds a row, which must have a cell for each column.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count == columns.count, "a row has a cell for each column")
    rows.append(row)
  }

  /// The table without the columns in which nothing is known of any row.
  public func withoutEmptyColumns() -> Table {
    let kept = columns.indices.filter { column in rows.contains { !$0[column].isMissing } }
    return Table(columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
  }
}

extension Table.Cell {
  /// The cell without rounding: words, or the shortest digits that read back
  /// as the same number; empty where missing.
  var exactText: String {
    switch self {
    case .text(let text): text
    case .integer(let value): String(value)
    case .number(let value): JSONValue.number(value).isNull ? "" : JSONValue.number(value).text
    case .flag(let value): value ? "true" : "false"
    case .missing: ""
    }
  }

  /// The cell for people, numbers rounded to `decimals`.
  func shown(decimals: Int) -> String {
    switch self {
    case .text(let text): text
    case .integer(let value): String(value)
    case .number(let value): Figures.fixed(value, decimals)
    case .flag(let value): value ? "yes" : "no"
    case .missing: Figures.missing
    }
  }

  var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .flag(let value): .flag(value)
    case .missing: .null
    }
  }

  var isNumeric: Bool {
    switch self {
    case .integer, .number: true
    case .text, .flag, .missing: false
    }
  }

  var isMissing: Bool { self == .missing }
}
