import Digest
import Foundation

/// What Slurm has in its queue for one output folder.
///
/// Jobs are found by their name, which follows from the folder, so that a
/// submission cannot be forgotten: not by a kill between sbatch and a note of
/// its answer, and not on another machine.
struct SlurmQueue {
  /// A job or a task of an array that waits or runs.
  struct Entry: Hashable, Sendable {
    /// The job; the array's for a task.
    var job: Int
    /// True for the job that merges.
    var merges: Bool
    /// The key of the plan that it belongs to.
    var plan: String
    /// Slurm's word: PENDING, RUNNING, COMPLETING.
    var state: String
    /// Slurm's word for why it waits: Resources, Dependency, JobHeldUser.
    var reason: String

    /// True where it waits for something that does not come by itself.
    var isStuck: Bool {
      state == "PENDING"
        && ["Held", "NeverSatisfied", "Limit", "held", "Invalid", "NotAvail"].contains {
          reason.contains($0)
        }
    }
  }

  /// The names of the jobs.
  let names: SlurmNames
  private let program = SlurmProgram(name: "squeue")

  /// Looks at the jobs that have not ended.
  ///
  /// Text of a format that is asked for, not JSON: squeue's JSON holds every
  /// job of the cluster and changes from version to version.
  ///
  /// - Throws: `SlurmError`.
  /// - Source: `squeue(1)`.
  func entries() throws -> [Entry] {
    let answer = try program.run([
      "--noheader", "--array", "--me", "--name=\(names.work),\(names.reduce)", "--format=%F|%j|%k|%T|%r",
    ])
    return try answer.split(separator: "\n").map(entry)
  }

  /// The keys of all plans of this user that have jobs in the queue.
  ///
  /// - Throws: `SlurmError`.
  static func plans() throws -> Set<String> {
    let answer = try SlurmProgram(name: "squeue").run(["--noheader", "--me", "--format=%k"])
    return Set(answer.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
  }

  private func entry(_ line: Substring) throws -> Entry {
    let words = line.split(separator: "|", maxSplits: 4, omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard words.count == 5, let job = Int(words[0]) else {
      throw SlurmError.unreadable(program: "squeue", answer: String(line))
    }
    return Entry(
      job: job, merges: words[1] == names.reduce, plan: words[2], state: words[3], reason: words[4])
  }
}

/// The names of a job's work in the queue.
struct SlurmNames: Hashable, Sendable {
  /// Of arrays.
  let work: String
  /// Of the job that merges.
  let reduce: String

  /// Names the work of a job.
  ///
  /// - Parameters:
  ///   - job: The job's name; it is for people.
  ///   - output: The output folder's absolute path, which tells jobs apart.
  init(job: String, output: String) {
    work = "furrow-\(job)-\(SHA256.hexDigest(of: output).prefix(12))"
    reduce = "\(work)-reduce"
  }

  /// The key of a plan, which its jobs have as their comment.
  static func key(ofPlan path: String) -> String { String(SHA256.hexDigest(of: path).prefix(16)) }
}
