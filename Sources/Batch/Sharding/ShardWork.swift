import GeoFiles
import Grid
public import JobDefinition
import Pixels

/// Makes one shard of a plan: the first half of a run on some rows of a flight,
/// sealed in a file of its own.
///
/// It opens no catalog and no other shard. Made twice, even at once, a shard
/// has the same bytes.
public struct ShardWork: Sendable {
  /// What was done.
  public enum Outcome: Hashable, Sendable {
    /// The shard was made.
    case made
    /// It was there before, and whole.
    case alreadyMade
  }

  private let plan: ShardPlan
  private let job: JobPlan
  private let folder: ShardFolder
  private let cancellation: RunCancellation
  private let progress: @Sendable (RunProgress) -> Void

  /// Prepares to make shards of a plan.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - job: The job that the plan names.
  ///   - folder: Where sealed shards lie.
  ///   - progress: Called from any thread.
  /// - Throws: `JobPlanError`.
  public init(
    _ plan: ShardPlan, job: Job, folder: ShardFolder, cancellation: RunCancellation = .never,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws {
    self.plan = plan
    self.job = try JobPlan(plan.options.applied(to: job))
    self.folder = folder
    self.cancellation = cancellation
    self.progress = progress
  }

  /// Makes the shard of a number from 1, unless it is there.
  ///
  /// - Throws: `ShardError`; what is wrong with the flight; `RunStopped`. No
  ///   sealed file is left then.
  public func make(_ number: Int) throws -> Outcome {
    guard (1...max(1, plan.taskCount)).contains(number), number <= plan.taskCount else {
      throw ShardError.noSuchShard(number, count: plan.taskCount)
    }
    let shard = plan.shards[number - 1]
    guard let shards = FlightShards(plan, flight: shard.flight, folder: folder) else {
      throw ShardError.noSuchShard(number, count: plan.taskCount)
    }
    ShardWriting.clear(folder.shard(number))
    let candidate = shards.candidate
    let identity = RunIdentity(plan: job, candidate: candidate)
    try shards.check(identity.fingerprint(), identity.parameters())
    if isWhole((number, shard.rows), of: shards) { return .alreadyMade }
    var flight = try FlightPreparation(job: job, candidate: candidate, given: shards.state.drawn)
      .prepare()
    try shards.check(flight)
    flight.plan.rows = shard.rows
    let sealing = try work(flight, to: folder.shard(number), of: shards)
    guard try identity.fingerprint().text == shards.state.fingerprint else {
      throw FlightError.changed(file: candidate.paths.first ?? "")
    }
    try sealing.seal()
    return .made
  }

  private func isWhole(_ shard: (Int, Range<Int>), of shards: FlightShards) -> Bool {
    (try? shards.open(shard, rasters: job.rasterNames)) != nil
  }

  /// Works the rows through; what is left is to seal them.
  private func work(
    _ flight: PreparedFlight, to path: String, of shards: FlightShards
  ) throws -> ShardSealing {
    let plan = flight.plan
    let writing = try ShardWriting(path)
    let kinds = [RasterKind.mask(flight.legend)] + plan.rasterKinds
    let archives = try kinds.enumerated().map { number, kind in
      try TileArchive(scratch: "\(writing.beside).\(number)", size: plan.size, kind: kind)
    }
    let sealing = try ShardSealing(
      writing,
      head: ShardHead(shards.candidate, shards.state, rows: plan.workedRows, rasters: plan.rasterNames),
      plan: plan, legend: flight.legend, components: flight.components, archives: archives)
    let rows = plan.workedRows
    let extra: [TileArchive] = Array(archives.dropFirst())
    try FlightPipeline(plan).run(store: PassingStripStore(), layers: extra, cancellation: cancellation) {
      try sealing.append($0)
      progress(
        RunProgress(
          stage: "segment", donePixels: ($0.rows.upperBound - rows.lowerBound) * plan.size.width,
          totalPixels: rows.count * plan.size.width))
    }
    return sealing
  }
}

extension FlightPlan {
  /// What the extra rasters are, in the order of `rasterNames`.
  var rasterKinds: [RasterKind] {
    (writesConfidence ? [.confidence] : []) + layerIndices.map { .index(name: indexNames[$0]) }
  }
}

extension JobPlan {
  /// The extra rasters as `FlightPlan.rasterNames` has them.
  var rasterNames: [String] {
    let names = Set(indices.map(\.name))
    return (job.outputs.writesConfidence ? ["confidence"] : [])
      + job.outputs.indices.map { $0.lowercased() }.filter(names.contains)
  }
}
