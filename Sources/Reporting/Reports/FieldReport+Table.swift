import Pixels

extension FieldReport {
  /// One row for each flight and class, numbers unrounded.
  public var table: Table {
    Table(
      columns: ClassRows.columns,
      rows: visits.flatMap { ClassRows.rows(of: $0.figures, in: $0.flight, crop: crop) })
  }
}

/// Rows that name flight, field and class.
enum ClassRows {
  static let columns: [Table.Column] = [
    "flight", "date", "field", "crop", "field_ha", "seen_percent", "outside_percent", "nodata_percent",
    "drift", "class", "group", "area_ha", "percent", "corrected_ha", "standard_error_ha", "lower_ha",
    "upper_ha", "patches", "median_m2", "largest_m2",
  ].map { Table.Column($0) }

  /// One row for each class; one without a class where nothing was seen.
  static func rows(
    of figures: FlightReport.FieldRow, in flight: ReportedFlight, crop: String?
  ) -> [[Table.Cell]] {
    let head: [Table.Cell] = [
      .text(flight.name), text(flight.date), .text(figures.id), text(crop ?? figures.crop),
      .number(figures.areaHectares), .number(figures.seenShare * 100), .number(figures.outsideShare * 100),
      .number(figures.nodataShare * 100), text(flight.drift?.action.rawValue),
    ]
    guard !figures.classes.isEmpty else {
      return [head + Array(repeating: .missing, count: columns.count - head.count)]
    }
    return figures.classes.map { area in
      let entry = flight.classes.first { $0.code == area.code }
      return head + [.text(entry?.name ?? "\(area.code)"), text(entry?.group.rawValue)]
        + cells(area, figures.patches.first { $0.code == area.code })
    }
  }

  private static func cells(
    _ area: FlightReport.ClassArea, _ patch: FlightReport.PatchSummary?
  ) -> [Table.Cell] {
    let margin = area.corrected?.margin
    return [
      .number(area.hectares), .number(area.share * 100), .known(area.corrected?.hectares),
      .known(margin?.standardError), .known(margin?.lower), .known(margin?.upper),
      patch.map { .integer($0.count) } ?? .missing, .known(patch?.medianSquareMetres),
      .known(patch?.largestSquareMetres),
    ]
  }

  private static func text(_ text: String?) -> Table.Cell { text.map { .text($0) } ?? .missing }
}
