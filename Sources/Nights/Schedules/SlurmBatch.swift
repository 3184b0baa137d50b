/// A batch script that runs a job and submits itself for the next time.
///
/// Slurm has no timer of its own, so each batch queues its successor before it
/// begins. One of a name runs at a time (`singleton`), and the chain ends where
/// the script is gone.
///
/// Source: `sbatch(1)`.
public struct SlurmBatch: Hashable, Sendable {
  /// Threads where the job does not say how many.
  static let threadCount = 4

  let scheduled: ScheduledJob

  /// Describes the batch of a job.
  public init(_ scheduled: ScheduledJob) { self.scheduled = scheduled }

  /// Where the script lies once it is installed.
  public var path: String { "\(scheduled.outputFolder)/\(scheduled.unitName).sbatch" }

  /// The script.
  public var text: String {
    """
    #!/bin/bash
    # \(scheduled.mark)
    \(options.map { "#SBATCH \($0)" }.joined(separator: "\n"))
    set -u
    next=\(ShellText.word(path))
    if [ "${SLURM_RESTART_COUNT:-0}" -eq 0 ] && [ -f "$next" ]; then
      sbatch --begin=\(scheduled.rhythm.batchBegin) "$next" || echo "furrow: the next batch was not queued" >&2
    fi
    exec \(command) --threads "${SLURM_CPUS_PER_TASK:-\(threads)}"

    """
  }

  private var command: String {
    ([scheduled.program] + scheduled.arguments).map(ShellText.word).joined(separator: " ")
  }

  private var threads: Int { scheduled.job.processing.threadCount ?? Self.threadCount }

  private var options: [String] {
    [
      "--job-name=\(scheduled.unitName)", "--dependency=singleton", "--begin=\(scheduled.rhythm.batchBegin)",
      "--nodes=1", "--ntasks=1", "--cpus-per-task=\(threads)", "--mem=\(scheduled.memoryMebibytes)M",
      "--signal=B:TERM@120", "--requeue", "--open-mode=append", "--output=\(Self.pattern(log))",
    ]
  }

  private var log: String { "\(scheduled.outputFolder)/\(scheduled.unitName).log" }

  /// A file name in which a percent sign stands for itself.
  private static func pattern(_ path: String) -> String {
    let text = path.replacing("%", with: "%%")
    guard text != ShellText.word(text) else { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
