public import JobDefinition

/// What a job makes of a flight before its pixels are worked through: the
/// mosaic opened, bands and calibration told and checked on a sample, fields
/// laid over it, thresholds drawn.
public struct FlightRehearsal: Sendable {
  /// The flight's name.
  public let flightName: String
  /// Each automatic threshold as the job would write it, and its value.
  public let thresholds: [(comparison: String, value: Double)]
  /// How many fields the job has.
  public let fieldCount: Int
  /// The ids of those that do not touch the mosaic.
  public let fieldsOutside: [String]
  /// What a person should know, a sentence each.
  public let warnings: [String]
  /// The figures of the mosaic's quality with their names, where the job asks
  /// for them.
  public let quality: [String]

  /// Rehearses the flight of a name, or the job's first.
  ///
  /// - Throws: What a run would throw before its first tile; `RunError` where
  ///   the job has no such flight.
  public init(_ job: Job, flightName: String? = nil) throws {
    let plan = try JobPlan(job)
    try self.init(plan, candidate: try plan.candidate(flightName))
  }

  /// Rehearses a flight.
  ///
  /// - Throws: What a run would throw before its first tile.
  public init(_ plan: JobPlan, candidate: FlightCandidate) throws {
    let flight = try FlightPreparation(job: plan, candidate: candidate).prepare()
    self.flightName = candidate.name
    thresholds = flight.thresholds.map { ($0.comparison, $0.value) }
    fieldCount = flight.fields.count
    fieldsOutside = zip(flight.fields, flight.plan.coverages).filter { $1.rows.isEmpty }.map(\.0.id)
    warnings = flight.warnings
    quality = flight.quality?.phrases ?? []
  }
}

extension JobPlan {
  /// What a run finds in the job's places.
  ///
  /// - Throws: `RunError` where the job is only there to train; what discovery
  ///   throws.
  func survey() throws -> FlightSurvey {
    guard job.flights != nil else { throw RunError.noFlightSection(job: job.name) }
    guard job.training == nil || job.segment != nil || job.model != nil || job.indices != IndexSelection()
    else { throw RunError.nothingToDo(job: job.name) }
    return try FlightDiscovery.survey(job)
  }

  /// The flight of a name, or the first.
  ///
  /// - Throws: `RunError`, and what discovery throws.
  func candidate(_ name: String?) throws -> FlightCandidate {
    let all = try survey().ready
    guard let first = all.first else { throw RunError.noFlights(job: job.name) }
    guard let name else { return first }
    guard let found = all.first(where: { $0.name == name }) else {
      throw RunError.noSuchFlight(name, known: all.map(\.name))
    }
    return found
  }
}
