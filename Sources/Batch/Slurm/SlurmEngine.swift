import Foundation
public import JobDefinition

/// Has shards made by a Slurm cluster: arrays of tasks, and a job that merges
/// when all of them have ended.
///
/// What Slurm says of a task is not used to judge the work: the merging job
/// looks at the sealed files, and submits again what is missing.
public struct SlurmEngine: ShardEngine {
  private let selection: SlurmSelection
  private let names: SlurmNames
  private let folders: RunFolders
  private let cpuCount: Int
  private let waits: Bool
  private let tell: @Sendable (String) -> Void

  /// Makes an engine.
  ///
  /// - Parameters:
  ///   - job: What is worked on.
  ///   - waits: Whether to stay until nothing of the plan is in the queue.
  ///   - tell: Gets sentences for people.
  public init(_ job: Job, waits: Bool, tell: @escaping @Sendable (String) -> Void) {
    selection = job.slurm
    folders = RunFolders(at: job.outputs.folder.resolved)
    names = SlurmNames(job: job.name, output: folders.output)
    cpuCount = job.slurm.cpuCount ?? job.processing.threadCount ?? 1
    self.waits = waits
    self.tell = tell
  }

  /// Submits shards and their merging, unless the queue has them already.
  ///
  /// - Returns: `handedOver`; `ended` where the engine waits, or has nothing to
  ///   submit because there is not a single shard.
  /// - Throws: `SlurmError`, `FileAccessError`; `RunStopped` where the waiting
  ///   is ended, which leaves the jobs in the queue.
  public func make(
    _ shards: [Int], with commands: ShardCommands, cancellation: RunCancellation
  ) throws -> ShardDispatch {
    guard !shards.isEmpty || Self.hasSealed(commands.folder) else { return .ended }
    let submission = submission(of: commands)
    let sentence = try locked(cancellation) {
      let present = try SlurmQueue(names: names).entries()
      return try submit(shards, by: submission, present: present, round: 0)
    }
    guard waits else { return .handedOver(sentence) }
    tell(sentence)
    try SlurmWaiting(queue: SlurmQueue(names: names), tell: tell).wait(cancellation)
    return .ended
  }

  /// Submits again what merging found missing; called from the merging job.
  ///
  /// - Parameters:
  ///   - shards: What has no sealed file.
  ///   - known: The same for people.
  ///   - round: How often this was done, this time included.
  ///   - caller: The merging job's number.
  /// - Returns: A sentence.
  /// - Throws: `SlurmError`, `FileAccessError`.
  public func resubmit(
    _ shards: [Int], known: [String], with commands: ShardCommands, round: Int, caller: Int?
  ) throws -> String {
    guard !shards.isEmpty else { throw SlurmError.nothingMissing }
    guard round <= selection.resubmitLimit else {
      throw SlurmError.givenUp(missing: known, rounds: selection.resubmitLimit + 1)
    }
    let submission = submission(of: commands)
    return try locked(.never) {
      let present = try SlurmQueue(names: names).entries().filter { $0.job != caller }
      return try submit(shards, by: submission, present: present, round: round)
    }
  }

  private static func hasSealed(_ folder: ShardFolder) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.contains { $0.hasPrefix("shard-") }
  }

  private func submission(of commands: ShardCommands) -> SlurmSubmission {
    var commands = commands
    if let program = selection.program {
      commands.program = URL(fileURLWithPath: program.resolved).standardizedFileURL.path
    }
    return SlurmSubmission(
      commands: commands, selection: selection, cpuCount: cpuCount, names: names)
  }

  private func locked<Answer>(_ cancellation: RunCancellation, _ body: () throws -> Answer) throws -> Answer {
    try RunFolders.make(folders.working)
    let lock = try RunLock(path: "\(folders.working)/slurm.lock", cancellation: cancellation) { owner in
      tell("waiting for \(owner), which submits work of this job")
    }
    defer { lock.release() }
    return try body()
  }

  /// Submits what the queue does not have: nothing where merging waits in it,
  /// only merging where it has tasks alone.
  private func submit(
    _ shards: [Int], by submission: SlurmSubmission, present: [SlurmQueue.Entry], round: Int
  ) throws -> String {
    let others = present.filter { $0.plan != submission.plan }
    guard others.isEmpty else { throw SlurmError.otherPlan(jobs: Set(others.map(\.job)).sorted()) }
    let arrays = Set(present.filter { !$0.merges }.map(\.job)).sorted()
    if let merging = present.first(where: \.merges) {
      return Self.sentence("Slurm has this work already", arrays: arrays, merging: merging.job)
    }
    let jobs = arrays.isEmpty ? try submission.submit(shards) : arrays
    let merging = try submission.submitReduce(after: jobs, round: round)
    let work = shards.count == 1 ? "1 shard" : "\(shards.count) shards"
    return Self.sentence("handed \(work) to Slurm", arrays: jobs, merging: merging)
  }

  private static func sentence(_ start: String, arrays: [Int], merging: Int) -> String {
    let numbers = arrays.map(String.init).joined(separator: ", ")
    return start + (arrays.isEmpty ? ": " : ": jobs \(numbers), then ") + "job \(merging) merges"
  }
}
