import ArgumentParser
import Batch
import JobDefinition

/// `furrow shard reduce`.
struct ShardReduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reduce",
    abstract: "Merges the shards of a plan and publishes the results.",
    usage: "furrow shard reduce <plan>",
    discussion: """
      Publishes every flight whose shards are all there and whole, as `furrow run` would have. A flight \
      that lacks shards is named with their rows and left for another call (exit code 75). Nothing of \
      the shards is removed.

      Examples:
        furrow shard reduce /shared/shards/plan.json
      """)

  @Argument(help: "The plan.", completion: .file(extensions: ["json"]))
  var plan: String

  func run() throws {
    let file = ShardFiles.absolute(plan)
    let plan = try ShardPlan(file: file)
    let reduction = ShardReduction(
      plan, job: try JobFile.readTrusted(plan.job, for: "shard reduce"), folder: ShardFolder(ofPlan: file),
      observer: TerminalObserver(),
      cancellation: RunCancellation { StopSignal.received != nil }, exitCode: { ExitStatus($0).rawValue })
    try FlightsFailed.check(
      StopSignal.stopping("the same command goes on from here") { try reduction.run() })
  }
}
