import Pixels

extension FieldReport {
  /// The report for programs; see schemas/report.schema.json.
  public var json: JSONValue {
    .object([
      "report": .string("field"), "version": .integer(1), "job": .string(jobName),
      "field": .string(fieldID), "crop": crop.map(JSONValue.string) ?? .null,
      "area_ha": .number(areaHectares), "newest_flight": .string(newest.flight.name),
      "flights": .array(
        visits.map { visit in
          .object(
            visit.flight.members.merging(visit.figures.members(visit.flight.classes)) { first, _ in first })
        }),
      "since": earlier.map { .string($0.flight.name) } ?? .null,
      "changes": .array(changes.map(\.json)), "map": map.json(newest.flight.classes),
      "palette": .array(palette.pairs.map(\.json)), "program_version": .string(programVersion),
    ])
  }
}

extension JSONValue {
  static func known(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }

  static func known(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}

extension ReportedFlight {
  /// Flight and run.
  var members: [String: JSONValue] {
    [
      "flight": .string(name), "date": .known(date), "correction_source": .known(correctionSource),
      "drift": drift?.json ?? .null,
      "warnings": .array(warnings.map(JSONValue.string)),
      "run": .object([
        "model": .known(run.model), "model_sha256": .known(run.modelHash),
        "program_version": .string(run.programVersion), "parameters_hash": .string(run.parametersHash),
        "parameters": .string(run.parameters), "ended_at": .known(run.endedAt),
      ]),
    ]
  }
}

extension ReportedFlight.Drift {
  var json: JSONValue { .object(["action": .string(action.rawValue), "reason": .string(reason)]) }
}

extension FlightReport.FieldRow {
  /// What was seen, classes and indices.
  func members(_ classes: [Legend.Entry]) -> [String: JSONValue] {
    [
      "outside_percent": .number(outsideShare * 100), "nodata_percent": .number(nodataShare * 100),
      "seen_percent": .number(seenShare * 100),
      "classes": .array(self.classes.compactMap { area in json(area, classes) }),
      "indices": .array(indices.map(\.json)),
    ]
  }

  private func json(_ area: FlightReport.ClassArea, _ classes: [Legend.Entry]) -> JSONValue? {
    guard let entry = classes.first(where: { $0.code == area.code }) else { return nil }
    var members = area.members(entry)
    if let patch = patches.first(where: { $0.code == area.code }) {
      members["patches"] = .integer(patch.count)
      members["median_m2"] = .known(patch.medianSquareMetres)
      members["largest_m2"] = .known(patch.largestSquareMetres)
    }
    return .object(members)
  }
}

extension FlightReport.ClassArea {
  func members(_ entry: Legend.Entry) -> [String: JSONValue] {
    let margin = corrected?.margin
    return [
      "code": .integer(Int(entry.code)), "name": .string(entry.name), "color": .string(entry.color.hex),
      "group": .string(entry.group.rawValue), "kind": .string(entry.kind.rawValue),
      "area_ha": .number(hectares), "percent": .number(share * 100),
      "corrected_ha": .known(corrected?.hectares), "standard_error_ha": .known(margin?.standardError),
      "lower_ha": .known(margin?.lower), "upper_ha": .known(margin?.upper),
    ]
  }
}

extension FlightReport.IndexSummary {
  var json: JSONValue {
    .object([
      "index": .string(index), "mean": .number(mean), "sd": .number(standardDeviation),
      "min": .number(minimum), "max": .number(maximum), "p5": .number(p5), "p25": .number(p25),
      "p50": .number(p50), "p75": .number(p75), "p95": .number(p95),
    ])
  }
}

extension ClassChange {
  /// The change in percentage points.
  var json: JSONValue {
    .object([
      "class": .string(entry.name), "before_percent": .number(before * 100),
      "now_percent": .number(now * 100), "change_points": .number(change * 100),
      "standard_error_points": .known(standardError.map { $0 * 100 }),
      "lower_points": .known(interval.map { $0.lowerBound * 100 }),
      "upper_points": .known(interval.map { $0.upperBound * 100 }),
    ])
  }
}

extension ReportMap {
  /// Whether there is a map, and its worst spots.
  func json(_ classes: [Legend.Entry]) -> JSONValue {
    switch self {
    case .missing(let absence):
      .object([
        "drawn": .flag(false), "reason": .string(absence.reason), "worst_spots": .array([]),
        "read_m": .null, "cell_m": .null,
      ])
    case .drawn(let picture):
      .object([
        "drawn": .flag(true), "reason": .null, "read_m": .number(picture.readMetres),
        "cell_m": .number(picture.cellMetres),
        "worst_spots": .array(picture.spots.map { $0.json(classes) }),
      ])
    }
  }
}

extension ReportMap.Absence {
  /// Why, in English, for programs.
  var reason: String {
    let language = ReportLanguage.english
    return switch self {
    case .fileGone(let path): language(.fileGone, path)
    case .fileChanged(let path): language(.fileChanged, path)
    case .noBoundary(let path): language(.noBoundary, path)
    case .nothingSeen: language(.nothingSeen)
    case .unreadable(let reason): language(.unreadable, reason)
    }
  }
}

extension MapPicture.Spot {
  func json(_ classes: [Legend.Entry]) -> JSONValue {
    .object([
      "number": .integer(number), "class": .known(classes.first { $0.code == code }?.name),
      "percent": .number(share * 100), "side_m": .number(sideMetres), "longitude": .known(longitude),
      "latitude": .known(latitude),
    ])
  }
}

extension PaletteCheck.Pair {
  var json: JSONValue {
    .object([
      "first": .string(first.name), "second": .string(second.name), "vision": .string(visionName),
      "difference": .number(difference),
    ])
  }
}
