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
    form.write(Self.table(rows, unit: .hectares)) {
      let largest = rows.map(\.field.areaSquareMetres).max() ?? 0
      let table = Self.table(rows, unit: AreaUnit(largestSquareMetres: largest))
      return rows.isEmpty ? "no fields yet\n" : TextTable(table).text
    }
  }

  private static func table(_ rows: [FieldRow], unit: AreaUnit) -> Table {
    Table(
      columns: [
        .init("field"), .init("job"), .init("crop"),
        .init("row_spacing_m", title: "row spacing", unit: "m", decimals: 2),
        .init("area_ha", title: "area", unit: unit.name, decimals: unit.decimals), .init("version"),
        .init("flights"), .init("last_taken_on", title: "last flight"),
      ], rows: rows.map { cells($0, unit: unit) })
  }

  private static func cells(_ row: FieldRow, unit: AreaUnit) -> [Table.Cell] {
    [
      .text(row.field.fieldID), .text(row.jobName), .optional(row.field.crop),
      .optional(row.field.rowSpacingMetres), .number(row.field.areaSquareMetres / unit.squareMetres),
      .integer(row.version), .integer(row.flights), .optional(row.lastTakenOn),
    ]
  }
}
