/// Has the shards of a plan worked through: by processes of this machine, or by
/// a cluster.
///
/// An engine's word is not taken for what came out: whether a shard is done is
/// judged by its sealed file alone. So an engine may run a shard twice, or
/// give up on some.
public protocol ShardEngine: Sendable {
  /// Has shards made that have no sealed file yet.
  ///
  /// - Parameters:
  ///   - shards: Their numbers, from 1, ascending; may be empty.
  ///   - commands: What makes a shard, and what merges them all.
  ///   - cancellation: Ends the waiting; what is under way is stopped then.
  /// - Returns: Who merges.
  /// - Throws: `RunStopped`; what keeps the engine from starting at all.
  func make(
    _ shards: [Int], with commands: ShardCommands, cancellation: RunCancellation
  ) throws -> ShardDispatch
}

/// What an engine did with shards.
public enum ShardDispatch: Hashable, Sendable {
  /// Nothing is under way any more: the caller merges now.
  case ended
  /// All is handed over, merging too; with a sentence for people.
  case handedOver(String)
}

/// The command lines of a plan; each is a program and its arguments.
///
/// Exit codes of `work`: 0 where the shard is sealed, 75 where another try may
/// help, 130 and 143 after a signal; others will not pass by themselves. Of
/// `reduce`: 0 where every flight is published, 75 where shards are missing.
public struct ShardCommands: Hashable, Sendable {
  /// The program itself.
  public var program: String
  /// The plan file, an absolute path.
  public var plan: String

  /// Makes the commands of a plan.
  public init(program: String, plan: String) {
    self.program = program
    self.plan = plan
  }

  /// The folder of the shards.
  public var folder: ShardFolder { ShardFolder(ofPlan: plan) }

  /// Makes one shard.
  ///
  /// - Parameter shard: Its number from 1, or what a shell replaces by it, such
  ///   as `$SLURM_ARRAY_TASK_ID`.
  public func work(_ shard: String) -> [String] { [program, "shard", "work", plan, shard] }

  /// Merges all shards and publishes; does nothing for flights that are published.
  public var reduce: [String] { [program, "shard", "reduce", plan] }
}
