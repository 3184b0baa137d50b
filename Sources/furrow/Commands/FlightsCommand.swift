import ArgumentParser
import Catalog
import Reporting

/// `furrow flights`.
struct FlightsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flights",
    abstract: "Lists the flights of a catalog.",
    discussion: """
      Oldest first. A mosaic whose content changed under its old name is a new version.

      Examples:
        furrow flights
        furrow flights --job jobs/demo.yaml
        furrow flights --catalog results/catalog.sqlite --csv
      """)

  @OptionGroup var source: CatalogOptions

  @OptionGroup var form: TableOptions

  func run() throws {
    let (catalog, jobName) = try source.open()
    var rows = try catalog.flights()
    if let jobName {
      let known = Set(try catalog.runs().filter { $0.parameters.jobName == jobName }.map(\.flight))
      rows = rows.filter { known.contains($0.id) }
    }
    form.write(Self.table(rows, isWhole: form.isForPrograms)) {
      rows.isEmpty ? "no flights yet\n" : TextTable(Self.table(rows, isWhole: false)).text
    }
  }

  private static func table(_ rows: [FlightRow], isWhole: Bool) -> Table {
    var columns: [Table.Column] = [
      .init("flight"), .init("taken_on", title: "date"), .init("version"),
      .init("sensor"), .init("width_pixels", title: "width", unit: "px"),
      .init("height_pixels", title: "height", unit: "px"),
      .init("pixel_cm", title: "pixel", unit: "cm", decimals: 2),
      .init("extent_ha", title: "extent", unit: "ha", decimals: 3), .init("runs_done", title: "runs done"),
    ]
    if isWhole { columns += [.init("crs"), .init("size_bytes"), .init("path"), .init("fingerprint")] }
    return Table(columns: columns, rows: rows.map { cells($0, isWhole: isWhole) })
  }

  private static func cells(_ row: FlightRow, isWhole: Bool) -> [Table.Cell] {
    let flight = row.flight
    let extent = flight.pixelAreaSquareMetres * Double(flight.size.pixelCount) / 10_000
    let cells: [Table.Cell] = [
      .text(flight.name), .optional(flight.takenOn), .integer(row.version),
      flight.sensor.isEmpty ? .missing : .text(flight.sensor),
      .integer(flight.size.width), .integer(flight.size.height),
      .number(flight.pixelAreaSquareMetres.squareRoot() * 100), .number(extent), .integer(row.runsDone),
    ]
    guard isWhole else { return cells }
    return cells + [
      .text(flight.crsName), .integer(flight.byteCount), .text(flight.path), .text(flight.fingerprint),
    ]
  }
}
