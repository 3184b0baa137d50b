/// What a job asks of a Slurm cluster. Without influence on results.
public struct SlurmSelection: Hashable, Sendable {
  /// The numbers of processors that a task can ask for.
  public static let cpuCounts = 1...256
  /// What `tasksAtOnce` can be.
  public static let taskCounts = 1...100_000
  /// What `requeueLimit` and `resubmitLimit` can be.
  public static let tryCounts = 0...20

  /// The numbers of shards that a job can ask for.
  public static let shardCounts = 1...1_000_000

  /// About how many shards the flights are cut into in all; each has one at least.
  public var shardCount = 16
  /// The partition, or several joined by commas; `nil` for the cluster's own.
  public var partition: String?
  /// The account; `nil` for the user's own.
  public var account: String?
  /// The time limit of a job, as sbatch reads it: "90", "2:30:00", "1-12".
  public var time: String?
  /// The memory of a job on its node, as sbatch reads it: "4G".
  public var memory: String?
  /// The processors of a task, and the threads of its work; `nil` for as many
  /// as the job has threads, or one.
  public var cpuCount: Int?
  /// The most tasks that run at once; `nil` for as many as the cluster lets.
  public var tasksAtOnce: Int?
  /// How often Slurm may start a task again that ended with 75.
  public var requeueLimit = 3
  /// How often missing shards are submitted again after merging was tried.
  public var resubmitLimit = 2
  /// The program's path on the nodes; `nil` for where it is here.
  public var program: JobPath?
  /// Variables of the environment that jobs get beside the usual few.
  public var environment: [String] = []
  /// More options of sbatch for every job, such as "--qos=low".
  public var options: [String] = []
  /// More options of sbatch for the merging job, after all others.
  public var reduceOptions: [String] = []

  /// Leaves everything to the cluster.
  public init() {}
}
