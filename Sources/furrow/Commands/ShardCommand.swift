import ArgumentParser

/// `furrow shard`.
struct ShardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shard",
    abstract: "Works through a job in parts, on as many machines as see its files.",
    discussion: """
      A plan cuts each flight into shards: rows that are worked through apart from one another. Shards \
      share no database; each becomes one sealed file. Merging them gives what one `furrow run` on one \
      machine gives, byte for byte. docs/shards.md describes the files.

      Examples:
        furrow shard plan job.yaml --shards 16 --into /shared/shards
        parallel furrow shard work /shared/shards/plan.json {} ::: $(seq 16)
        furrow shard reduce /shared/shards/plan.json
      """,
    subcommands: [
      ShardPlanCommand.self, ShardWorkCommand.self, ShardReduceCommand.self, ShardResubmitCommand.self,
    ])
}
