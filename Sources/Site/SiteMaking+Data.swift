internal import Catalog
internal import Exporting
internal import Reporting

extension SiteMaking {
  /// What the table of fields shows of a flight.
  func writeTable(of exported: ExportedFlight, flight: SiteFlight) throws {
    var rows: [String: JSONValue] = [:]
    for result in flight.isWithheld ? [] : exported.results.fields {
      let name = FieldOutlines.Name(job: exported.run.jobName, id: result.field.fieldID)
      guard let key = keys[name] else { continue }
      rows[key] = FieldFigures(result: result, classes: flight.classes).row
    }
    try SiteFile.write(
      .object(["fields": .object(rows)]), as: "furrowFlights", key: flight.key,
      to: "\(folder)/data/flights/\(flight.key).js")
  }

  /// All that is known of a field, flight by flight.
  func writeRecord(of row: FieldRow, shown: Set<RunID>) throws {
    guard let key = keys[Self.name(row)] else { return }
    let entries = try site.catalog.report(field: row.field.fieldID, jobName: row.jobName, season: true)
    let figures = entries.filter { shown.contains($0.run) }.map {
      FieldFigures(result: $0.result, classes: $0.classes).json(flight: String($0.run.rawValue))
    }
    try SiteFile.write(
      .object(["entries": .array(figures)]), as: "furrowFields", key: key,
      to: "\(folder)/data/fields/\(key).js")
  }

  /// Flights and fields: what the page reads first.
  func writeData(_ flights: [SiteFlight], fields: [FieldRow], outlines: FieldOutlines) throws {
    let fields = fields.map { row -> JSONValue in
      .object([
        "key": .string(keys[Self.name(row)] ?? ""), "job": .string(row.jobName),
        "id": .string(row.field.fieldID), "crop": .optional(row.field.crop),
        "area_m2": .number(row.field.areaSquareMetres), "outline": outlines[Self.name(row)],
      ])
    }
    let data = JSONValue.object([
      "format": .integer(1), "title": .string(site.jobName ?? ""), "ramp": TilePainter.ramp,
      "flights": .array(flights.map(\.json)), "fields": .array(fields),
    ])
    try SiteFile.write(data, as: "furrowSite", to: "\(folder)/data/site.js")
  }
}
