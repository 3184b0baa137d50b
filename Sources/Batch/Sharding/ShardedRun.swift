import Digest
import Foundation
public import JobDefinition

/// One call of a job whose work is done by others: planned, made by an engine,
/// merged.
///
/// The shards lie in the output folder's working folder, under a name that
/// depends on the plan: the same call goes on with what is sealed. They are
/// removed once every flight is published.
public struct ShardedRun: Sendable {
  /// How a call ended.
  public enum Ending: Sendable {
    /// How each flight ended.
    case merged([(flight: FlightCandidate, outcome: FlightOutcome)])
    /// An engine does the rest; a sentence for people.
    case handedOver(String)
  }

  private let job: Job
  private let options: RunOptions
  private let size: ShardSize
  private let engine: any ShardEngine
  private let program: String
  private let observer: any RunObserver
  private let cancellation: RunCancellation
  private let exitCode: @Sendable (any Error) -> Int32

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - job: The job, read from an absolute path.
  ///   - options: Which flight, how large tiles are, how many threads a shard has.
  ///   - size: How large shards are.
  ///   - engine: Makes them.
  ///   - program: The program itself, an absolute path.
  ///   - exitCode: As of `JobRun`.
  public init(
    _ job: Job, options: RunOptions, size: ShardSize, engine: any ShardEngine, program: String,
    observer: any RunObserver, cancellation: RunCancellation = .never,
    exitCode: @escaping @Sendable (any Error) -> Int32
  ) {
    self.job = job
    self.options = options
    self.size = size
    self.engine = engine
    self.program = program
    self.observer = observer
    self.cancellation = cancellation
    self.exitCode = exitCode
  }

  /// Plans, has shards made, and merges unless the engine does.
  ///
  /// - Throws: What concerns the whole job; `RunStopped`.
  public func run() throws -> Ending {
    let planning = ShardPlanning(job, options: options, observer: observer, cancellation: cancellation)
    let survey = try planning.survey()
    for (flight, outcome) in survey.untouched { observer.ended(flight, outcome) }
    let plan = try planning.plan(survey.ready, size)
    let key = String(SHA256.hexDigest(of: plan.json).prefix(16))
    let working = try RunFolders(output: job.outputs.folder.resolved).working
    let folder = ShardFolder("\(working)/shards.\(key)")
    let lock = try RunLock(path: "\(folder.path).lock", cancellation: cancellation) { _ in }
    defer { lock.release() }
    try RunFolders.make(folder.path)
    try plan.write(to: folder.plan)
    let commands = ShardCommands(program: program, plan: folder.plan)
    let dispatch = try engine.make(
      plan.unsealed(in: folder, of: job), with: commands, cancellation: cancellation)
    if case .handedOver(let sentence) = dispatch { return .handedOver(sentence) }
    let outcomes = try ShardReduction(
      plan, job: job, folder: folder, observer: observer, cancellation: cancellation,
      exitCode: exitCode
    ).run()
    if outcomes.allSatisfy({ $0.outcome.isPublished }) {
      RunFolders.remove(folder.path)
      RunFolders.remove("\(folder.path).lock")
    }
    return .merged(survey.untouched + outcomes)
  }
}

extension ShardPlan {
  /// Writes the plan, whole or not at all.
  ///
  /// - Throws: `FileAccessError`.
  public func write(to path: String) throws { try DurableFile.write(Array(json.utf8), to: path) }
}

extension FlightOutcome {
  /// True where the flight's results are there.
  var isPublished: Bool {
    switch self {
    case .done, .alreadyDone: true
    case .failed, .held: false
    }
  }
}
