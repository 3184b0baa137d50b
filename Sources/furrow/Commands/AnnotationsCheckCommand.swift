import ArgumentParser
import Batch
import Learning

/// `furrow annotations check`.
struct AnnotationsCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Looks for faults in a job's labels.",
    usage: "furrow annotations check <job> [--to <gpkg>] [--no-learning] [--threads <n>] [--json]",
    discussion: """
      Looks at every scene for unknown classes, empty, crossing, tiny and misplaced shapes, two \
      classes on one pixel, gaps, rare classes and annotators who disagree. Then small models are \
      grown that have not seen parts of the labels, and labels that they contradict are told, the most \
      suspicious first.

      Findings go to JOB-labels.gpkg beside the model that the job trains, or else into its folder for \
      results; of several scenes each gets a file of its own in the folder JOB-labels. The exit code \
      is 65 where a finding says that training would be wrong.

      Examples:
        furrow annotations check labels.yaml
        furrow annotations check labels.yaml --no-learning --json
        furrow annotations check labels.yaml --to findings.gpkg
      """)

  @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
  var job: String

  @Option(
    help: "The GeoPackage for the findings; a folder of this name for several scenes.",
    completion: .file(extensions: ["gpkg"]))
  var to: String?

  @Flag(help: "Do not look for suspected errors by learning.")
  var noLearning = false

  @Option(help: "Threads, instead of the job's.")
  var threads: Int?

  @Flag(help: "Write JSON: an object with everything that was found.")
  var json = false

  func validate() throws {
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is 1 to 256") }
  }

  func run() throws {
    let job = try JobFile.readTrusted(self.job, for: "annotations check")
    ThreadWaiting.restartProgramPassively()
    var options = AnnotationCheckRun.Options()
    options.packagePath = to
    options.learns = !noLearning
    options.threadCount = threads
    let check = try AnnotationCheckRun(
      job, options: options, observer: TrainingProgress(),
      cancellation: RunCancellation { StopSignal.received != nil })
    let outcome = try StopSignal.stopping("nothing was written") { try check.run() }
    Progress.clear()
    let sheet = AnnotationSheet(outcome)
    Output.write(json ? sheet.json.text + "\n" : sheet.text)
    if outcome.hasErrors { throw ToldAlready(exitStatus: .badData) }
  }
}
