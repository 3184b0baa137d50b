import ArgumentParser
import Catalog
import Reporting

/// `furrow query`.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answers one SQL query from a catalog, without changing it.",
    discussion: """
      One SELECT, VALUES or WITH statement; anything else is refused. The views are described in \
      docs/catalog.md: v_flights, v_runs, v_fields, v_field_results, v_class_areas, v_index_figures, \
      v_findings, v_season.

      Examples:
        furrow query "select field_id, class, percent from v_class_areas order by percent desc"
        furrow query "select * from v_season where class_group = 'weed'" --job jobs/demo.yaml
        furrow query "select flight, mask_path from v_runs" --csv
      """)

  @Argument(help: "The statement.")
  var sql: String

  @Option(help: ArgumentHelp("The most rows to give back.", valueName: "rows"))
  var limit = 10_000

  @OptionGroup var source: CatalogOptions

  @OptionGroup var form: TableOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be 1 or more") }
  }

  func run() throws {
    let result = try source.open().catalog.query(sql, rowLimit: limit)
    let table = Table(
      columns: Self.columns(result), rows: result.rows.map { $0.map(Table.Cell.init) })
    form.write(table) { TextTable(table).text }
    if result.isTruncated {
      ErrorRendering.write("furrow: only the first \(limit) rows are shown; raise --limit for more")
    }
  }

  private static func columns(_ result: QueryResult) -> [Table.Column] {
    result.columns.indices.map { column in
      Table.Column(result.columns[column], decimals: decimals(of: result.rows.map { $0[column] }))
    }
  }

  /// As many decimals as the numbers of a column need, 6 at most.
  private static func decimals(of values: [CatalogValue]) -> Int {
    let numbers = values.compactMap { value in if case .real(let number) = value { number } else { nil } }
    return (0...6).first { decimals in
      let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
      return numbers.allSatisfy { abs($0 * scale - ($0 * scale).rounded()) < 1e-6 * max(1, abs($0 * scale)) }
    } ?? 6
  }
}

extension Table.Cell {
  /// A value of a query's answer; bytes are shown as hexadecimal digits.
  init(_ value: CatalogValue) {
    switch value {
    case .null: self = .missing
    case .integer(let number): self = .integer(Int(number))
    case .real(let number): self = .number(number)
    case .text(let text): self = .text(text)
    case .blob(let bytes):
      self = .text("x'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'")
    }
  }
}
