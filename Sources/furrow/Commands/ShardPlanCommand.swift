import ArgumentParser
import Batch
import Foundation

/// `furrow shard plan`.
struct ShardPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Cuts a job's flights into shards and prints how many there are.",
    usage: """
      furrow shard plan <job> (--shards <n> | --rows <n>) --into <folder> [--flight <name>]
      [--threads <n>] [--tile-size <px>]
      """,
    discussion: """
      Writes plan.json into a folder that every worker sees. Shards begin at multiples of 512 rows; a \
      flight has at least one. Flights that are done, or cannot be prepared, have none.

      Examples:
        furrow shard plan job.yaml --shards 16 --into /shared/shards
        furrow shard plan job.yaml --rows 4096 --flight north-2026-05-04 --into /shared/shards
      """)

  @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
  var job: String

  @Option(help: "About how many shards there are to be in all.")
  var shards: Int?

  @Option(help: "About how many rows a shard is to have.")
  var rows: Int?

  @Option(help: "The folder of the plan and the shards; made if it is missing.", completion: .directory)
  var into: String

  @Option(help: "Only the flight of this name.")
  var flight: String?

  @Option(help: "Threads of a shard, instead of the job's.")
  var threads: Int?

  @Option(help: "The side of a tile in pixels, a multiple of 64, instead of the job's.")
  var tileSize: Int?

  func validate() throws {
    guard (shards == nil) != (rows == nil) else {
      throw ValidationError("give either --shards or --rows")
    }
    if let shards, !(1...1_000_000).contains(shards) {
      throw ValidationError("--shards is 1 to 1000000")
    }
    if let rows, !(1...1_000_000_000).contains(rows) { throw ValidationError("--rows is 1 or more") }
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is 1 to 256") }
    if let tileSize, !tileSize.isMultiple(of: 64) || !(64...8192).contains(tileSize) {
      throw ValidationError("--tile-size is a multiple of 64 up to 8192")
    }
  }

  func run() throws {
    let job = try JobFile.readTrusted(ShardFiles.absolute(self.job), for: "shard plan")
    let observer = TerminalObserver()
    let planning = ShardPlanning(
      job, options: RunOptions(flightName: flight, threadCount: threads, tileSize: tileSize),
      observer: observer)
    let survey = try planning.survey()
    for (flight, outcome) in survey.untouched {
      observer.noted(flight, "left alone: \(outcome.reason)")
    }
    let plan = try planning.plan(survey.ready, rows.map { .rows($0) } ?? .count(shards ?? 1))
    let folder = ShardFolder(ShardFiles.absolute(into))
    do {
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    } catch {
      throw DataError("cannot make the folder '\(into)': \(error.localizedDescription)")
    }
    try plan.write(to: folder.plan)
    Output.line("\(plan.taskCount)")
  }
}

/// The files of shards as the commands find them.
enum ShardFiles {
  /// A path that means the same from any folder.
  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}

extension FlightOutcome {
  /// Why a flight was not touched.
  fileprivate var reason: String {
    switch self {
    case .failed(let error): "\(error)"
    case .held(let hold): hold.reason
    case .done, .alreadyDone: "it is done"
    }
  }
}
