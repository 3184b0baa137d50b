import ArgumentParser
import Batch
import JobDefinition

/// `furrow shard work`.
struct ShardWorkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work",
    abstract: "Makes one shard of a plan.",
    usage: "furrow shard work <plan> <number>",
    discussion: """
      Works the shard's rows through and leaves one sealed file beside the plan, or nothing. A shard \
      that is there and whole is left as it is; one that is damaged is made anew. Two processes may make \
      one shard at once: they write the same bytes.

      Examples:
        furrow shard work /shared/shards/plan.json 7
        seq 16 | xargs -P 4 -n 1 furrow shard work /shared/shards/plan.json
      """)

  @Argument(help: "The plan.", completion: .file(extensions: ["json"]))
  var plan: String

  @Argument(help: "The shard's number, from 1.")
  var number: Int

  func run() throws {
    let file = ShardFiles.absolute(plan)
    let plan = try ShardPlan(file: file)
    let work = try ShardWork(
      plan, job: JobFile.readTrusted(plan.job, for: "shard work"), folder: ShardFolder(ofPlan: file),
      cancellation: RunCancellation { StopSignal.received != nil })
    let outcome = try StopSignal.stopping("the same command goes on from here") { try work.make(number) }
    Output.line("shard \(number) (\(plan.name(of: number))): \(outcome == .made ? "made" : "there already")")
  }
}
