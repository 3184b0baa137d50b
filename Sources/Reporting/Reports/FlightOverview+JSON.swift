import Pixels

extension FlightOverview {
  /// The report for programs; see schemas/report.schema.json.
  public var json: JSONValue {
    var members = flight.members
    let own: [String: JSONValue] = [
      "report": .string("flight"), "version": .integer(1), "job": .string(jobName),
      "valid_pixels_percent": .number(validShare * 100),
      "fields": .array(fields.map(json)), "unseen_fields": .array(unseenFields.map(JSONValue.string)),
      "since": .known(earlierFlight?.name), "map": map.json(flight.classes),
      "palette": .array(PaletteCheck(flight.classes).pairs.map(\.json)),
      "program_version": .string(programVersion),
    ]
    members.merge(own) { _, own in own }
    return .object(members)
  }

  private func json(_ row: FlightReport.FieldRow) -> JSONValue {
    var members = row.members(flight.classes)
    members["field"] = .string(row.id)
    members["crop"] = .known(row.crop)
    members["area_ha"] = .number(row.areaHectares)
    members["changes"] = .array(changes(of: row).map(\.json))
    return .object(members)
  }

  /// One row for each field and class, numbers unrounded.
  public var table: Table {
    Table(
      columns: ClassRows.columns, rows: fields.flatMap { ClassRows.rows(of: $0, in: flight, crop: nil) })
  }
}
