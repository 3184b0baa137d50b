import Pixels

/// All that is reported of one flight from the catalog: its fields, what
/// changed since the flight before, where.
///
/// `FlightReport` is the page that a run itself publishes.
public struct FlightOverview: Hashable, Sendable {
  /// The job.
  public var jobName: String
  /// The flight.
  public var flight: ReportedFlight
  /// The fields of which anything was seen; none where figures are withheld.
  public var fields: [FlightReport.FieldRow]
  /// The ids of fields of which nothing was seen.
  public var unseenFields: [String]
  /// The same fields in the flight before, by id.
  public var earlier: [String: FieldVisit]
  /// The day of the flight before, else its name.
  public var earlierFlight: ReportedFlight?
  /// The share of the mosaic's pixels that hold data, 0 to 1.
  public var validShare: Double
  /// The map.
  public var map: ReportMap
  /// The version of the program that reports.
  public var programVersion: String

  /// Makes a report.
  public init(
    jobName: String, flight: ReportedFlight, fields: [FlightReport.FieldRow], unseenFields: [String],
    earlierFlight: ReportedFlight?, earlier: [String: FieldVisit], validShare: Double, map: ReportMap,
    programVersion: String
  ) {
    self.jobName = jobName
    self.flight = flight
    self.fields = fields
    self.unseenFields = unseenFields
    self.earlierFlight = earlierFlight
    self.earlier = earlier
    self.validShare = validShare
    self.map = map
    self.programVersion = programVersion
  }

  /// What each class covers of all fields together, as mapped.
  var totals: [FlightReport.ClassArea] {
    let seen = fields.reduce(0) { $0 + $1.seenHectares }
    return flight.classes.map { entry in
      let area = fields.reduce(0) { sum, field in
        sum + (field.classes.first { $0.code == entry.code }?.hectares ?? 0)
      }
      return FlightReport.ClassArea(code: entry.code, hectares: area, share: seen > 0 ? area / seen : 0)
    }
  }

  /// How the classes of a field changed; empty where no flight before saw it.
  func changes(of row: FlightReport.FieldRow) -> [ClassChange] {
    guard let before = earlier[row.id] else { return [] }
    let now = FieldVisit(flight: flight, figures: row)
    return flight.classes.compactMap { ClassChange($0, from: before, to: now) }
  }
}
