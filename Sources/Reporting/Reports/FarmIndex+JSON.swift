import Pixels

extension FarmIndex {
  /// The index for programs; see schemas/report.schema.json.
  public var json: JSONValue {
    .object([
      "report": .string("farm"), "version": .integer(1), "job": .string(jobName),
      "fields": .array(fields.map(\.json)), "flights": .array(flights.map(\.json)),
      "program_version": .string(programVersion),
    ])
  }
}

extension FarmIndex.FieldEntry {
  /// The field with what the newest flight that saw it says.
  var json: JSONValue {
    .object([
      "field": .string(id), "crop": .known(crop), "area_ha": .number(areaHectares), "page": .known(page),
      "newest": newest.map { visit in
        var members = visit.figures.members(visit.flight.classes)
        members["flight"] = .string(visit.flight.name)
        members["date"] = .known(visit.flight.date)
        return .object(members)
      } ?? .null,
    ])
  }
}

extension FarmIndex.FlightEntry {
  var json: JSONValue {
    .object([
      "flight": .string(flight.name), "date": .known(flight.date), "page": .string(page),
      "fields": .integer(fieldCount), "drift": flight.drift?.json ?? .null,
    ])
  }
}
