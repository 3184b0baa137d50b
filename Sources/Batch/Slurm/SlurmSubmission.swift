import Foundation
import JobDefinition

/// Hands the jobs of a plan to Slurm.
struct SlurmSubmission {
  /// The plan's commands.
  let commands: ShardCommands
  /// What the job asks of the cluster.
  let selection: SlurmSelection
  /// The processors of a task.
  let cpuCount: Int
  /// The names of the jobs.
  let names: SlurmNames

  /// The folder of scripts and logs.
  var folder: String { Self.folder(of: commands) }

  /// The key of the plan.
  var plan: String { SlurmNames.key(ofPlan: commands.plan) }

  private static func folder(of commands: ShardCommands) -> String { "\(commands.folder.path)/slurm" }

  /// Submits shards as arrays.
  ///
  /// - Returns: The arrays' job numbers.
  /// - Throws: `SlurmError`, `FileAccessError`.
  func submit(_ shards: [Int]) throws -> [Int] {
    try RunFolders.make(folder)
    guard !shards.isEmpty else { return [] }
    let script = "\(folder)/work.sh"
    try write(SlurmScript(commands: commands, selection: selection).work, to: script)
    return try SlurmArray.arrays(of: shards, limit: try arrayLimit()).map { array in
      try submit(
        ["--job-name=\(names.work)", "--array=\(array.text(atOnce: selection.tasksAtOnce))"]
          + logs("%A-%a"),
        script: script, argument: array.offset)
    }
  }

  /// Submits merging, to begin when jobs have ended, however they end.
  ///
  /// Never "afterok": a task that is started again and then succeeds leaves
  /// such a dependency unsatisfied for good.
  ///
  /// - Returns: The job's number.
  /// - Throws: `SlurmError`, `FileAccessError`.
  func submitReduce(after jobs: [Int], round: Int) throws -> Int {
    let script = "\(folder)/reduce.sh"
    try write(SlurmScript(commands: commands, selection: selection).reduce, to: script)
    let numbers = jobs.map(String.init).joined(separator: ":")
    let dependency = jobs.isEmpty ? [] : ["--dependency=afterany:\(numbers)"]
    return try submit(
      ["--job-name=\(names.reduce)"] + dependency + logs("%j"), script: script, argument: round,
      more: selection.reduceOptions)
  }

  private func submit(_ own: [String], script: String, argument: Int, more: [String] = []) throws -> Int {
    let always = ["--parsable", "--requeue", "--export=ALL", "--chdir=/", "--comment=\(plan)"]
    let answer = try SlurmProgram(name: "sbatch", environment: selection.environment).run(
      always + asked + own + selection.options + more + [script, String(argument)])
    let number = answer.split(whereSeparator: \.isNewline).last?.prefix { $0 != ";" } ?? ""
    guard let job = Int(number) else { throw SlurmError.unreadable(program: "sbatch", answer: answer) }
    return job
  }

  private var asked: [String] {
    let texts = [
      ("partition", selection.partition), ("account", selection.account), ("time", selection.time),
      ("mem", selection.memory),
    ]
    return texts.compactMap { name, value in value.map { "--\(name)=\($0)" } }
      + ["--nodes=1", "--ntasks=1", "--cpus-per-task=\(cpuCount)"]
  }

  /// In names of logs Slurm replaces what follows a "%".
  private func logs(_ name: String) -> [String] {
    ["--output=\(folder.replacing("%", with: "%%"))/\(name).log"]
  }

  /// The numbers of tasks end below this on the cluster.
  private func arrayLimit() throws -> Int {
    let usual = 1001
    let answer = try SlurmProgram(name: "scontrol").run(["show", "config"])
    let line = answer.split(separator: "\n").first { $0.hasPrefix("MaxArraySize") }
    return line?.split(separator: "=").last.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) } ?? usual
  }

  private func write(_ text: String, to path: String) throws {
    try DurableFile.write(Array(text.utf8), to: path)
  }
}
