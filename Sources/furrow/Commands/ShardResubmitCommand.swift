import ArgumentParser
import Batch
import Foundation

/// `furrow shard resubmit`, for the merging job of `furrow run --engine slurm`.
struct ShardResubmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resubmit",
    abstract: "Hands the missing shards of a plan to Slurm again, and merging after them.",
    usage: "furrow shard resubmit <plan> --round <n>",
    discussion: """
      Called by the merging job when shards are missing, as often as the job's section 'slurm' allows.

      Examples:
        furrow shard resubmit /shared/shards/plan.json --round 1
      """,
    shouldDisplay: false)

  @Argument(help: "The plan.", completion: .file(extensions: ["json"]))
  var plan: String

  @Option(help: "How often that was done, this time included.")
  var round: Int

  func run() throws {
    let file = ShardFiles.absolute(plan)
    let plan = try ShardPlan(file: file)
    let commands = ShardCommands(program: ShardFiles.program, plan: file)
    let job = try JobFile.read(plan.job)
    let missing = try plan.unsealed(in: commands.folder, of: job)
    let engine = SlurmEngine(job, waits: false) {
      ErrorRendering.write("furrow: \($0)")
    }
    Output.line(
      try engine.resubmit(
        missing, known: missing.map(plan.name), with: commands, round: round,
        caller: ProcessInfo.processInfo.environment["SLURM_JOB_ID"].flatMap { Int($0) }))
  }
}
