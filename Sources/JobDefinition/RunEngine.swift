/// Where the work of a run is done. Without influence on results.
public enum RunEngine: String, Hashable, Sendable, CaseIterable {
  /// In one process.
  case local
  /// In several processes of this machine, a shard each.
  case shards
  /// On a Slurm cluster, a task of an array for each shard.
  case slurm
}
