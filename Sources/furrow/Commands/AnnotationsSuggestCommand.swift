import ArgumentParser
import Batch
import Learning

/// `furrow annotations suggest`.
struct AnnotationsSuggestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest",
    abstract: "Says where to label next, and what it would gain.",
    usage: "furrow annotations suggest <job> [--count <n>] [--to <gpkg>] [--model <folder>] [<options>]",
    discussion: """
      Takes tiles of which nothing or little is labelled, and ranks them by how uncertain a model is \
      there and by how unlike they are to what is labelled or chosen already; fields take turns. The \
      model is the one given, or the job's where it is trained, or a small one made of the labels at \
      hand. A learning curve over growing shares of the labels tells the gain to expect.

      With --requested, the scenes are the flights of the job that runs found unlike what their model \
      was trained on, and the model is the job's.

      Tiles go to JOB-next.gpkg beside the model that the job trains, or else into its folder for \
      results; of several scenes each gets a file of its own in the folder JOB-next.

      Examples:
        furrow annotations suggest labels.yaml
        furrow annotations suggest labels.yaml --count 10 --tile 512 --to next.gpkg
        furrow annotations suggest labels.yaml --model models/weeds --json
        furrow annotations suggest job.yaml --requested
      """)

  @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
  var job: String

  @Option(help: "How many tiles.")
  var count = 20

  @Option(help: "The side of a tile in pixels.")
  var tile = 256

  @Option(
    help: "The GeoPackage for the tiles; a folder of this name for several scenes.",
    completion: .file(extensions: ["gpkg"]))
  var to: String?

  @Option(help: "The folder of a model to ask.", completion: .directory)
  var model: String?

  @Flag(help: "Take the flights that are queued for annotation.")
  var requested = false

  @Option(help: "Threads, instead of the job's.")
  var threads: Int?

  @Flag(help: "Write JSON: an object with tiles, learning curve and gain.")
  var json = false

  func validate() throws {
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is 1 to 256") }
    if !(1...100_000).contains(count) { throw ValidationError("--count is 1 to 100000") }
    if !(16...4096).contains(tile) { throw ValidationError("--tile is 16 to 4096") }
  }

  func run() throws {
    let job = try JobFile.readTrusted(self.job, for: "annotations suggest")
    ThreadWaiting.restartProgramPassively()
    var options = LabelSuggestionRun.Options()
    options.count = count
    options.tileSide = tile
    options.packagePath = to
    options.modelFolder = model
    options.threadCount = threads
    options.isRequested = requested
    let run = try LabelSuggestionRun(
      job, options: options, observer: TrainingProgress(),
      cancellation: RunCancellation { StopSignal.received != nil })
    let outcome = try StopSignal.stopping("nothing was written") { try run.run() }
    Progress.clear()
    let sheet = SuggestionSheet(outcome)
    Output.write(json ? sheet.json.text + "\n" : sheet.text)
  }
}
