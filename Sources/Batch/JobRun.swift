import Catalog
import Foundation
public import JobDefinition

/// One call of a job: every flight that is not done yet with these parameters.
public struct JobRun: Sendable {
  /// The job, its expressions read.
  public let plan: JobPlan
  private let options: RunOptions
  private let observer: any RunObserver
  private let cancellation: RunCancellation

  /// Prepares a job.
  ///
  /// - Throws: `JobPlanError` where an expression of the job is wrong.
  public init(
    _ job: Job, options: RunOptions = RunOptions(), observer: any RunObserver,
    cancellation: RunCancellation = .never
  ) throws {
    var job = job
    if let tileSize = options.tileSize { job.processing.tileSize = tileSize }
    if let threadCount = options.threadCount { job.processing.threadCount = threadCount }
    job.model?.folder.followLinks()
    plan = try JobPlan(job)
    self.options = options
    self.observer = observer
    self.cancellation = cancellation
  }

  /// What the job's places hold and the options allow.
  ///
  /// - Throws: `FileAccessError`, `DiscoveryError`; `RunError` where the job
  ///   asks for nothing but training.
  public func survey() throws -> FlightSurvey {
    let survey = try plan.survey()
    guard let name = options.flightName else { return survey }
    guard survey.names.contains(name) else { throw RunError.noSuchFlight(name, known: survey.names) }
    return survey.only(name)
  }

  /// True where a flight is done with these parameters.
  ///
  /// - Throws: `FileAccessError`, `CatalogError`.
  public func isDone(_ candidate: FlightCandidate) throws -> Bool {
    let folders = RunFolders(at: plan.job.outputs.folder.resolved)
    guard FileManager.default.fileExists(atPath: folders.catalog) else { return false }
    let catalog = try CatalogDatabase(path: folders.catalog, access: .read)
    return try FlightRun(
      plan: plan, candidate: candidate, folders: folders, catalog: catalog, observer: observer,
      cancellation: cancellation
    ).isDone()
  }

  /// Works through the flights one after another; one that fails does not stop
  /// the others.
  ///
  /// - Returns: How each flight ended.
  /// - Throws: What concerns the whole job: no flights to read, no catalog;
  ///   `RunStopped` where it was stopped.
  @discardableResult
  public func run() throws -> [(flight: FlightCandidate, outcome: FlightOutcome)] {
    let survey = try survey()
    let candidates = survey.ready
    let folders = try RunFolders(output: plan.job.outputs.folder.resolved)
    let catalog = try CatalogDatabase(path: folders.catalog, access: .write)
    var outcomes = survey.untouched
    for (flight, outcome) in outcomes { observer.ended(flight, outcome) }
    for (number, candidate) in candidates.enumerated() {
      observer.began(candidate, number: number + 1, count: candidates.count)
      let flight = FlightRun(
        plan: plan, candidate: candidate, folders: folders, catalog: catalog, observer: observer,
        cancellation: cancellation, measuresFloor: options.measuresFloor)
      let outcome: FlightOutcome
      do {
        try cancellation.check()
        outcome = try flight.perform()
      } catch let stop as RunStopped {
        throw stop
      } catch {
        outcome = .failed(error)
      }
      observer.ended(candidate, outcome)
      outcomes.append((candidate, outcome))
    }
    return outcomes
  }
}

/// Why a job cannot run at all.
public enum RunError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The named flight is not among the job's.
  case noSuchFlight(String, known: [String])
  /// The job has no flight at all.
  case noFlights(job: String)
  /// The job does not say where flights are.
  case noFlightSection(job: String)
  /// The job asks for neither classes nor indices.
  case nothingToDo(job: String)

  /// One sentence.
  public var description: String {
    switch self {
    case .noSuchFlight(let name, let known):
      "the job has no flight '\(name)'; it has \(known.isEmpty ? "none" : known.joined(separator: ", "))"
    case .noFlights(let job):
      "the job '\(job)' has no flights: its folder holds no mosaic that fits its pattern"
    case .noFlightSection(let job):
      "the job '\(job)' has no section 'flights', so there is nothing to run, only something to train"
    case .nothingToDo(let job):
      "the job '\(job)' asks a run for nothing: it has neither 'segment' nor 'indices'"
    }
  }
}
