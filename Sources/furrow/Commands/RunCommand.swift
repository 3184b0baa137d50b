import ArgumentParser
import Batch
import JobDefinition
import Nights

/// `furrow run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Works through every flight of a job that is not done yet.",
    usage: """
      furrow run <job> [--flight <name>] [--profile] [--threads <n>] [--tile-size <px>]
      furrow run <job> [--flight <name>] --dry-run [--json]
      furrow run <job> [--engine <where>] [--workers <n>] [--no-wait]
      furrow run <job> [--until <time>] [--unless-running] [--log json] [--log-file <path>]
      """,
    discussion: """
      A flight is done when its mosaic, the boundaries and everything in the job that determines \
      results are the same as when it was worked through. One that fails does not stop the others. \
      What the job's section 'retries' holds back, and what is in quarantine, is named and left alone; \
      a flight named with --flight is tried all the same unless it is in quarantine.

      With --profile each flight is followed by a table of where its time went, and by how many times \
      the floor of its mosaic it took, which is measured there and then (see `furrow bench`).

      Examples:
        furrow run jobs/demo.yaml
        furrow run jobs/demo.yaml --flight north-2026-05-04
        furrow run jobs/demo.yaml --dry-run --json
        furrow run jobs/demo.yaml --profile
        furrow run jobs/demo.yaml --until 06:00 --log-file out/nights.jsonl
        furrow run jobs/demo.yaml --engine shards --workers 4
        furrow run jobs/cluster/demo.yaml --engine slurm --no-wait
      """)

  @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
  var job: String

  @Option(help: "Only the flight of this name.")
  var flight: String?

  @Flag(help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Flag(help: "Write what would be done as JSON: an array with one object a flight.")
  var json = false

  @Flag(help: "Show where the time of each flight went, and measure the floor of its mosaic.")
  var profile = false

  @Option(
    help: "Where the work is done, instead of the job's choice: local, shards or slurm.",
    transform: { text in
      guard let engine = RunEngine(rawValue: text) else {
        throw ValidationError("--engine is local, shards or slurm")
      }
      return engine
    })
  var engine: RunEngine?

  @Flag(inversion: .prefixedNo, help: "With the engine 'slurm', stay until the cluster is done.")
  var wait = true

  @Option(
    help: """
      With 'shards' processes at a time, one on each core if not given; with 'slurm' tasks at a time.
      """)
  var workers: Int?

  @Option(help: "Threads, instead of the job's.")
  var threads: Int?

  @Option(help: "The side of a tile in pixels, a multiple of 64, instead of the job's.")
  var tileSize: Int?

  @OptionGroup(title: "Nights") var night: NightOptions

  func validate() throws {
    if let tileSize, !tileSize.isMultiple(of: 64) || !(64...8192).contains(tileSize) {
      throw ValidationError("--tile-size is a multiple of 64 up to 8192")
    }
    if json, !dryRun { throw ValidationError("--json goes with --dry-run; runs have --log json") }
    if profile, dryRun { throw ValidationError("--profile and --dry-run exclude each other") }
    if let workers, !(1...256).contains(workers) { throw ValidationError("--workers is 1 to 256") }
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is 1 to 256") }
  }

  func run() throws {
    let log = try night.openLog()
    let (watch, run) = try NightWatch.logging(log, night) { try prepare(log) }
    if dryRun { return try forecast(run) }
    StopSignal.catchAll()
    let engine = engine ?? watch.job.engine
    try watch.run { try engine == .local ? work(run) : work(by: engine, watch) }
  }

  private func prepare(_ log: EventLog) throws -> (NightWatch, JobRun) {
    let job = try JobFile.read(self.job)
    log.name(job.name)
    let watch = NightWatch(job, options: night, log: log)
    return (watch, try jobRun(watch))
  }

  private func jobRun(_ watch: NightWatch) throws -> JobRun {
    try JobRun(
      watch.job,
      options: RunOptions(
        flightName: flight, threadCount: threads, tileSize: tileSize, measuresFloor: profile),
      observer: watch.observer(terminal), cancellation: watch.cancellation,
      exitCode: { ExitStatus($0).rawValue })
  }

  /// Tells people how it goes.
  var terminal: TerminalObserver { TerminalObserver(showsProfile: profile, isQuiet: night.log == .json) }

  private func work(_ run: JobRun) throws {
    let outcomes = try run.run()
    if outcomes.isEmpty { Output.line("no flights: the job's folder holds no mosaic that fits its pattern") }
    if let line = HeldFlights(outcomes).line { Output.line(line) }
    try FlightsFailed.check(outcomes)
  }
}
