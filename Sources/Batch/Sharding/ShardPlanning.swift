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

  /// Plans all flights that the job names and the options allow.
  ///
  /// Each is prepared, which reads a sample of it. One that is done already, or
  /// cannot be prepared, gets no shards; merging then says of it what a run would.
  ///
  /// - Throws: What concerns the whole job; `RunStopped`.
  public func plan(_ size: ShardSize) throws -> ShardPlan {
    let run = try JobRun(job, options: options, observer: observer, cancellation: cancellation)
    var flights: [ShardPlan.Flight] = []
    for candidate in try run.candidates() {
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
      let identity = FlightIdentity(plan: plan, candidate: candidate)
      let fingerprint = try identity.fingerprint()
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
