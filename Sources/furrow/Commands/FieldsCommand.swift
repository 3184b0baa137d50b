import ArgumentParser
import Catalog
import Reporting

/// `furrow fields`.
struct FieldsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields",
    abstract: "Lists the fields of a catalog.",
    discussion: """
      The newest version of each: a changed boundary, crop or row spacing makes a new one.

      Examples:
        furrow fields
        furrow fields --job jobs/demo.yaml
        furrow fields --catalog results/catalog.sqlite --json
      """)

  @OptionGroup var source: CatalogOptions

  @OptionGroup var form: TableOptions

  func run() throws {
    let (catalog, jobName) = try source.open()
    let rows = try catalog.fields().filter { jobName == nil || $0.jobName == jobName }
    let table = Table(
      columns: [
        .init("field"), .init("job"), .init("crop"),
        .init("row_spacing_m", title: "row spacing", unit: "m", decimals: 2),
        .init("area_ha", title: "area", unit: "ha", decimals: 4), .init("version"), .init("flights"),
        .init("last_taken_on", title: "last flight"),
      ], rows: rows.map(Self.cells))
    form.write(table) { rows.isEmpty ? "no fields yet\n" : TextTable(table).text }
  }

  private static func cells(_ row: FieldRow) -> [Table.Cell] {
    [
      .text(row.field.fieldID), .text(row.jobName), .optional(row.field.crop),
      .optional(row.field.rowSpacingMetres), .number(row.field.areaSquareMetres / 10_000),
      .integer(row.version), .integer(row.flights), .optional(row.lastTakenOn),
    ]
  }
}
