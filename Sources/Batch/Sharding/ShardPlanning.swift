public import JobDefinition
import Grid

/// Cuts a job's flights into shards.
public struct ShardPlanning {
  private let job: Job
  private let options: RunOptions
  private let observer: any RunObserver
  private let cancellation: RunCancellation

  /// Prepares to plan.
  ///
  /// - Parameters:
  ///   - job: The job, read from an absolute path, so that its files are found
  ///     from any folder.
  ///   - options: Which flight, how large tiles are, how many threads a shard has.
  public init(
    _ job: Job, options: RunOptions, observer: any RunObserver, cancellation: RunCancellation = .never
  ) {
    self.job = job
    self.options = options
    self.observer = observer
    self.cancellation = cancellation
  }

  /// What the job's places hold and the options allow.
  ///
  /// - Throws: What concerns the whole job.
  public func survey() throws -> FlightSurvey { try jobRun().survey() }

  private func jobRun() throws -> JobRun {
    try JobRun(job, options: options, observer: observer, cancellation: cancellation)
  }

  /// Plans flights that may be worked on.
  ///
  /// Each is prepared, which reads a sample of it. One that is done already, or
  /// cannot be prepared, gets no shards; merging then says of it what a run would.
  ///
  /// - Throws: What concerns the whole job; `RunStopped`.
  public func plan(_ candidates: [FlightCandidate], _ size: ShardSize) throws -> ShardPlan {
    let run = try jobRun()
    var flights: [ShardPlan.Flight] = []
    for candidate in candidates {
      try cancellation.check()
      let isDone = (try? run.isDone(candidate)) == true
      flights.append(
        ShardPlan.Flight(candidate: candidate, state: isDone ? nil : state(candidate, run.plan)))
    }
    let total = flights.reduce(0) { $0 + ($1.state?.size.pixelCount ?? 0) }
    let shards = flights.enumerated().flatMap { number, flight in
      (flight.state.map { size.rows(of: $0.size, totalPixels: total) } ?? [])
        .map { ShardPlan.Shard(flight: number, rows: $0) }
    }
    return ShardPlan(
      programVersion: Furrow.version, job: job.file, tileSize: options.tileSize,
      threadCount: options.threadCount, flights: flights, shards: shards)
  }

  private func state(_ candidate: FlightCandidate, _ plan: JobPlan) -> ShardPlan.State? {
    do {
      let identity = RunIdentity(plan: plan, candidate: candidate)
      let fingerprint = try identity.fingerprint()
      if let hold = try candidate.brokenPromise(allowsRemote: plan.job.allowsRemote) {
        observer.noted(candidate, "no shards are planned: \(hold.reason)")
        return nil
      }
      let flight = try FlightPreparation(job: plan, candidate: candidate).prepare()
      return ShardPlan.State(
        fingerprint: fingerprint.text, parametersHash: try identity.parameters().hash,
        preparedHash: flight.preparedHash, width: flight.grid.size.width, height: flight.grid.size.height)
    } catch {
      observer.noted(candidate, "no shards are planned: \(error)")
      return nil
    }
  }
}

extension ShardPlan.State {
  /// The mosaic's size.
  var size: PixelSize { PixelSize(width: width, height: height) }
}
