/// Why a cluster does not take work.
public enum SlurmError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A program of Slurm is not on the search path.
  case missingProgram(String)
  /// Slurm said no, in its own words.
  case refused(program: String, words: String)
  /// Slurm did not answer in time, or its controller is not there.
  case unreachable(program: String, words: String)
  /// A program's answer is not what its manual says.
  case unreadable(program: String, answer: String)
  /// The queue holds an earlier plan of the same job.
  case otherPlan(jobs: [Int])
  /// No shard is missing: another try would end the same way.
  case nothingMissing
  /// Shards stay missing, and they were submitted as often as the job allows.
  case givenUp(missing: [String], rounds: Int)

  /// One sentence.
  public var description: String {
    switch self {
    case .missingProgram(let program):
      "cannot use Slurm: there is no '\(program)' on this machine's search path"
    case .refused(let program, let words):
      "Slurm refused the work: \(program) says '\(words)'"
    case .unreachable(let program, let words):
      "cannot reach Slurm's controller: \(program) says '\(words)'"
    case .unreadable(let program, let answer):
      "cannot read what \(program) answered: '\(answer)'"
    case .otherPlan(let jobs):
      "Slurm still has an earlier plan of this job: \(jobs.map(String.init).joined(separator: ", "))"
    case .nothingMissing: "no shard is missing, so none is submitted again"
    case .givenUp(let missing, let rounds):
      "shards are still missing after \(rounds == 1 ? "1 try" : "\(rounds) tries"): "
        + missing.prefix(5).joined(separator: "; ")
        + (missing.count > 5 ? "; and \(missing.count - 5) more" : "")
    }
  }

  /// True where the same call may succeed later.
  public var mayPass: Bool {
    switch self {
    case .unreachable, .otherPlan, .givenUp: true
    case .missingProgram, .refused, .unreadable, .nothingMissing: false
    }
  }
}
