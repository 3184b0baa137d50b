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
  private let exitCode: @Sendable (any Error) -> Int32

  /// Prepares a job.
  ///
  /// - Parameter exitCode: The code with which the program would end for an
  ///   error, by which the queue tells what may pass; see `sysexits.h`.
  /// - Throws: `JobPlanError` where an expression of the job is wrong.
  public init(
    _ job: Job, options: RunOptions = RunOptions(), observer: any RunObserver,
    cancellation: RunCancellation = .never, exitCode: @escaping @Sendable (any Error) -> Int32 = { _ in 70 }
  ) throws {
    plan = try JobPlan(options.applied(to: job))
    self.options = options
    self.observer = observer
    self.cancellation = cancellation
    self.exitCode = exitCode
  }

  /// What the job's places hold and the options allow.
  ///
  /// - Throws: `FileAccessError`, `DiscoveryError`; `RunError` where the job
  ///   asks for nothing but training.
  public func survey() throws -> FlightSurvey { try chosen(from: whole()) }

  private func whole() throws -> FlightSurvey {
    try options.sharded.map { FlightSurvey(ready: [$0.candidate]) } ?? plan.survey()
  }

  private func chosen(from survey: FlightSurvey) throws -> FlightSurvey {
    guard let name = options.flightName else { return survey }
    guard survey.names.contains(name) else { throw RunError.noSuchFlight(name, known: survey.names) }
    return survey.only(name)
  }

  /// True where a flight is done with these parameters.
  ///
  /// - Throws: `FileAccessError`, `CatalogError`.
  public func isDone(_ candidate: FlightCandidate) throws -> Bool {
    try known(candidate)?.isDone() ?? false
  }

  /// Why a run would leave a flight alone that is not done; `nil` where it
  /// would work on it.
  ///
  /// - Throws: `FileAccessError`, `CatalogError`, `InputFileError`.
  public func hold(on candidate: FlightCandidate) throws -> FlightHold? {
    try known(candidate)?.hold()
  }

  /// A flight beside what the catalog says of it; `nil` where there is no
  /// catalog yet.
  private func known(_ candidate: FlightCandidate) throws -> FlightRun? {
    let folders = RunFolders(at: plan.job.outputs.folder.resolved)
    guard FileManager.default.fileExists(atPath: folders.catalog) else { return nil }
    let catalog = try CatalogDatabase(path: folders.catalog, access: .read)
    return FlightRun(
      plan: plan, candidate: candidate, folders: folders, catalog: catalog, observer: observer,
      cancellation: cancellation)
  }

  /// Works through the flights one after another; one that fails does not stop
  /// the others. What becomes of each is in the catalog's queue.
  ///
  /// - Returns: How each flight ended.
  /// - Throws: What concerns the whole job: no flights to read, no catalog;
  ///   `RunStopped` where it was stopped.
  @discardableResult
  public func run() throws -> [(flight: FlightCandidate, outcome: FlightOutcome)] {
    let everything = try whole()
    let survey = try chosen(from: everything)
    let folders = try RunFolders(output: plan.job.outputs.folder.resolved)
    let catalog = try CatalogDatabase(path: folders.catalog, access: .write)
    let queue = FlightQueue(catalog, job: plan.job)
    try queue.note(everything, isAll: options.sharded == nil)
    // Who names a flight wants it tried.
    if let name = options.flightName { try queue.release(name) }
    var outcomes = survey.untouched.map { (flight: $0.flight, outcome: record($0, queue)) }
    for (flight, outcome) in outcomes { observer.ended(flight, outcome) }
    let ready = try queue.ordered(survey.ready)
    for (number, candidate) in ready.enumerated() {
      observer.began(candidate, number: number + 1, count: ready.count)
      let flight = FlightRun(
        plan: plan, candidate: candidate, folders: folders, catalog: catalog, observer: observer,
        cancellation: cancellation, measuresFloor: options.measuresFloor, shards: options.sharded?.shards)
      let outcome = try work(flight, queue)
      observer.ended(candidate, outcome)
      outcomes.append((candidate, outcome))
    }
    return outcomes
  }

  /// How a flight ends that the survey does not let through.
  private func record(
    _ untouched: (flight: FlightCandidate, outcome: FlightOutcome), _ queue: FlightQueue
  ) -> FlightOutcome {
    guard case .failed(let error) = untouched.outcome else { return untouched.outcome }
    return queue.fail(untouched.flight, error, exitCode: exitCode(error))
  }

  private func work(_ flight: FlightRun, _ queue: FlightQueue) throws -> FlightOutcome {
    do {
      try cancellation.check()
      let outcome = try flight.perform()
      if case .held(let hold) = outcome { try queue.record(hold, on: flight.candidate.name) }
      return outcome
    } catch let stop as RunStopped {
      throw stop
    } catch {
      return queue.fail(flight.candidate, error, exitCode: exitCode(error))
    }
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
