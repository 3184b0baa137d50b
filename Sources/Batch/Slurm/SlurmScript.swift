import JobDefinition

/// The batch scripts of a plan, which stay in its folder for people to read.
struct SlurmScript {
  /// The plan's commands.
  let commands: ShardCommands
  /// What the job asks of the cluster.
  let selection: SlurmSelection

  /// Makes one shard; the first argument is added to the task's number.
  ///
  /// A task that ends with 75 is started again where the cluster is set up so
  /// (RequeueExit=75). Slurm holds one that does it too often
  /// (max_batch_requeue), and a held task lets the merging wait for ever, so
  /// the last try ends with another code.
  var work: String {
    """
    #!/bin/sh
    trap : TERM INT
    \(Self.line(commands.work("@shard")).replacing("'@shard'", with: #""$((SLURM_ARRAY_TASK_ID + $1))""#))
    code=$?
    [ "$code" = 75 ] && [ "${SLURM_RESTART_COUNT:-0}" -ge \(selection.requeueLimit) ] && code=1
    exit "$code"

    """
  }

  /// Merges, and submits again what is missing; the first argument tells how
  /// often that was done. Never ends with 75: Slurm would start it again
  /// without waiting for the tasks.
  var reduce: String {
    """
    #!/bin/sh
    trap : TERM INT
    \(Self.line(commands.reduce))
    code=$?
    [ "$code" = 0 ] && exit 0
    \(Self.line([commands.program, "shard", "resubmit", commands.plan])) --round "$(($1 + 1))" && exit 0
    [ "$code" = 75 ] && code=1
    exit "$code"

    """
  }

  /// A command as a shell reads it.
  static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  /// A word that a shell takes as it stands.
  static func quoted(_ word: String) -> String { "'\(word.replacing("'", with: #"'\''"#))'" }
}
