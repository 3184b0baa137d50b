public import JobDefinition

/// Merges the shards of a plan into published results, the ordinary way: lock,
/// catalog, a folder swapped in whole.
public struct ShardReduction: Sendable {
  private let plan: ShardPlan
  private let job: Job
  private let folder: ShardFolder
  private let observer: any RunObserver
  private let cancellation: RunCancellation
  private let exitCode: @Sendable (any Error) -> Int32

  /// Prepares to merge.
  ///
  /// - Parameter exitCode: As of `JobRun`.
  public init(
    _ plan: ShardPlan, job: Job, folder: ShardFolder, observer: any RunObserver,
    cancellation: RunCancellation = .never, exitCode: @escaping @Sendable (any Error) -> Int32
  ) {
    self.plan = plan
    self.job = job
    self.folder = folder
    self.observer = observer
    self.cancellation = cancellation
    self.exitCode = exitCode
  }

  /// Publishes every flight whose shards are all there and whole; the others
  /// fail with what they lack, and their shards stay.
  ///
  /// - Returns: How each flight ended, in the plan's order.
  /// - Throws: What concerns the whole job; `RunStopped`.
  @discardableResult
  public func run() throws -> [(flight: FlightCandidate, outcome: FlightOutcome)] {
    var outcomes: [(flight: FlightCandidate, outcome: FlightOutcome)] = []
    for number in plan.flights.indices {
      try cancellation.check()
      outcomes += try merge(number)
    }
    return outcomes
  }

  private func merge(_ number: Int) throws -> [(flight: FlightCandidate, outcome: FlightOutcome)] {
    let candidate = plan.flights[number].candidate
    var shards = FlightShards(plan, flight: number, folder: folder)
    var run = try self.run(candidate, shards)
    if let found = shards, (try? run.isDone(candidate)) != true {
      do {
        try check(found, rasters: run.plan.rasterNames)
        shards?.areKnown = true
        run = try self.run(candidate, shards)
      } catch let error as RunStopped {
        throw error
      } catch {
        observer.began(candidate, number: number + 1, count: plan.flights.count)
        observer.ended(candidate, .failed(error))
        return [(candidate, .failed(error))]
      }
    }
    let outcomes = try run.run()
    for part in shards?.shards ?? [] { ShardWriting.clearAll(folder.shard(part.number)) }
    return outcomes
  }

  private func run(_ candidate: FlightCandidate, _ shards: FlightShards?) throws -> JobRun {
    var options = plan.options
    options.sharded = ShardedFlight(candidate: candidate, shards: shards)
    return try JobRun(
      job, options: options, observer: observer, cancellation: cancellation, exitCode: exitCode)
  }

  /// Looks at every shard before anything is begun.
  private func check(_ shards: FlightShards, rasters: [String]) throws {
    let isThere = try WorkerPool(workerCount: WorkerPool.processorCount).map(shards.shards.count) {
      number, _ in
      try cancellation.check()
      return try shards.open(shards.shards[number], rasters: rasters) != nil
    }
    let missing = zip(shards.shards, isThere).filter { !$1 }.map { shards.name($0.0.rows) }
    guard missing.isEmpty else { throw ShardError.missing(missing, folder: folder.path) }
  }
}

/// A flight that others have worked through.
struct ShardedFlight: Sendable {
  var candidate: FlightCandidate
  /// `nil` where it has no shards, and is worked through where it is merged.
  var shards: FlightShards?
}
