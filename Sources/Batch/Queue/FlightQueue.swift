import Catalog
import Foundation
import JobDefinition

/// What the catalog remembers of a job's flights from run to run.
struct FlightQueue: Sendable {
  let catalog: CatalogDatabase
  let jobName: String
  /// How failed flights are tried again; `nil` for with every run.
  let retries: RetryPolicy?

  /// The queue of a job.
  init(_ catalog: CatalogDatabase, job: Job) {
    self.catalog = catalog
    jobName = job.name
    retries = job.retries
  }

  /// Notes what a survey found: new flights wait, held ones say why.
  ///
  /// - Parameter isAll: False where the job may have more flights.
  /// - Throws: `CatalogError`.
  func note(_ survey: FlightSurvey, isAll: Bool = true) throws {
    let candidates = survey.ready + survey.held.map(\.candidate) + survey.refused.map(\.candidate)
    try catalog.note(
      candidates.map { QueueSighting($0) }, of: jobName, isAll: isAll && survey.refused.isEmpty, at: Date())
    for held in survey.held { try record(held.hold, on: held.candidate.name) }
    let ready = Set(survey.ready.map(\.name))
    for entry in try catalog.queue(of: jobName)
    where entry.state == .settling && ready.contains(entry.flight.flightName) {
      try change(entry.flight.flightName, to: .waiting)
    }
  }

  /// Flights in the order in which they are worked on: as found, but those at
  /// which the program died twice go last, so that they keep no other waiting.
  ///
  /// - Throws: `CatalogError`.
  func ordered(_ flights: [FlightCandidate]) throws -> [FlightCandidate] {
    let deadly = Set(
      try catalog.queue(of: jobName).filter { $0.state == .running && $0.attempts > 1 }
        .map(\.flight.flightName))
    return flights.filter { !deadly.contains($0.name) } + flights.filter { deadly.contains($0.name) }
  }

  /// Lets a flight be tried again that failed or was postponed.
  ///
  /// - Throws: `CatalogError`.
  func release(_ flight: String) throws {
    guard let entry = try catalog.queueEntry(flight, of: jobName) else { return }
    if [.failed, .postponed].contains(entry.state) { try change(flight, to: .waiting) }
  }

  /// A flight is in the hands of this process.
  ///
  /// - Throws: `CatalogError`.
  func begin(_ flight: FlightCandidate, _ input: QueueInput, owner: String) throws {
    try change(flight.name, to: .running(owner: owner, input))
  }

  /// A flight's results are published.
  ///
  /// - Throws: `CatalogError`.
  func end(_ flight: FlightCandidate, _ input: QueueInput) throws {
    try change(flight.name, to: .done(input))
  }

  /// This process leaves a flight in order before its end; what cannot be
  /// written now is seen by the next run all the same.
  func stop(_ flight: FlightCandidate) { try? change(flight.name, to: .stopped) }

  /// Notes that the one who had a flight, whose lock is ours now, has died.
  ///
  /// - Throws: `CatalogError`.
  func settle(_ flight: FlightCandidate) throws {
    guard try catalog.queueEntry(flight.name, of: jobName)?.state == .running else { return }
    try change(flight.name, to: .died)
  }

  /// Adds a stage of the work to what happened.
  func note(_ stage: String, of flight: FlightCandidate, run: RunID, _ detail: String? = nil) throws {
    try catalog.add(
      CatalogEvent(
        at: Date(), jobName: jobName, flightName: flight.name, run: run, event: stage, detail: detail))
  }

  /// Records why a flight is left alone.
  ///
  /// - Throws: `CatalogError`.
  func record(_ hold: FlightHold, on flight: String) throws {
    switch hold.kind {
    case .settling: try change(flight, to: .settling(reason: hold.reason))
    case .quarantined: try change(flight, to: .quarantined(reason: hold.reason, fingerprint: nil))
    // The queue itself said so.
    case .postponed, .failed: break
    }
  }

  func change(_ flight: String, to change: QueueChange) throws {
    try catalog.change(flight, of: jobName, to: change, at: Date())
  }
}

extension QueueSighting {
  /// What the queue keeps of a flight.
  init(_ flight: FlightCandidate) {
    self.init(
      flightName: flight.name, paths: flight.paths, farm: flight.farm,
      takenOn: flight.date?.description)
  }
}
