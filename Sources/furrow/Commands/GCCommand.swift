import ArgumentParser
import Batch
import Catalog
import Foundation
import JobDefinition

/// `furrow gc`.
struct GCCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Removes superseded results and unfinished work beyond what the job keeps.",
    usage: """
      furrow gc [--job <job.yaml> | --catalog <path>] [--dry-run] [--age <time>] [--versions <n>]
      furrow gc ... [--per-field <n>] [--space <size>] [--work <time>] [--events <time>] [--json]
      """,
    discussion: """
      The limits are those of the job's section 'keep'; an option here goes before the job's. Without \
      any limit only unfinished work goes that lies untouched for a week, and what dead processes left. \
      Results that count are never removed, nor anything of a flight that is being worked on.

      Examples:
        furrow gc --job jobs/demo.yaml --dry-run
        furrow gc --job jobs/demo.yaml --dry-run --json | jq .bytes
        furrow gc --catalog results/catalog.sqlite --versions 1 --age "90 d"
      """)

  @OptionGroup var source: CatalogOptions

  @Flag(help: "Say what would go, and remove nothing.")
  var dryRun = false

  @Flag(help: "Write JSON: an object with everything that went or would go.")
  var json = false

  @Option(help: ArgumentHelp("How old superseded results may grow, as in \"90 d\".", valueName: "time"))
  var age: DurationOption?

  @Option(help: ArgumentHelp("How many superseded results of each flight stay.", valueName: "n"))
  var versions: Int?

  @Option(help: ArgumentHelp("How many results of each field stay.", valueName: "n"))
  var perField: Int?

  @Option(help: ArgumentHelp("What all results together may take, as in \"200 GB\".", valueName: "size"))
  var space: ByteCountOption?

  @Option(help: ArgumentHelp("How long unfinished work lies untouched, as in \"7 d\".", valueName: "time"))
  var work: DurationOption?

  @Option(help: ArgumentHelp("How old events may grow, as in \"400 d\".", valueName: "time"))
  var events: DurationOption?

  func validate() throws {
    if let versions, !KeepPolicy.counts.contains(versions) {
      throw ValidationError("--versions is 0 or more")
    }
    if let perField, perField < 1 { throw ValidationError("--per-field is 1 or more") }
  }

  func run() throws {
    let (catalog, _) = try source.open(for: .write)
    let collection = GarbageCollection(catalog, policy: try policy(), now: Date())
    let items = try dryRun ? collection.items() : collection.collect()
    let sheet = RemovalSheet(items: items, isDry: dryRun)
    Output.write(json ? sheet.json.text + "\n" : sheet.text)
  }

  private func policy() throws -> KeepPolicy {
    var policy = try source.job.flatMap { try JobFile.read($0).keep } ?? KeepPolicy()
    policy.age = age?.length ?? policy.age
    policy.versions = versions ?? policy.versions
    policy.perField = perField ?? policy.perField
    policy.space = space?.size.bytes ?? policy.space
    policy.work = work?.length ?? policy.work
    policy.events = events?.length ?? policy.events
    return policy
  }
}
