import ArgumentParser
import Batch
import Learning
import Reporting

/// `furrow train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Learns a model from labelled scenes and says what it is worth.",
    discussion: """
      The job's section 'train' names scenes, labels, features and folds. A forest is grown for each \
      fold from what lies outside of it; by these the model is judged. The model itself is grown from \
      everything and becomes a folder that 'segment: {model: FOLDER}' runs.

      With --continue, the job's scenes must hold all that a model was trained on, and more; the new \
      model is trained on all of it with the earlier one's settings, lies beside it, and its card \
      names it and what was added.

      Equal jobs, files and versions give equal models, byte for byte.

      Examples:
        furrow train jobs/weeds.yaml
        furrow train jobs/weeds.yaml --explain
        furrow train jobs/weeds.yaml --json | jq .mean_iou
        furrow train jobs/weeds.yaml --continue models/weeds
      """)

  @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
  var job: String

  @Option(
    name: .customLong("continue"), help: ArgumentHelp("The model to go on from.", valueName: "folder"),
    completion: .directory)
  var champion: String?

  @Option(help: "Threads, instead of the job's.")
  var threads: Int?

  @Flag(help: "Show what each feature adds, and what more labels would bring.")
  var explain = false

  @Flag(help: "Write JSON: an object with the model's path and what it is worth.")
  var json = false

  func validate() throws {
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is 1 to 256") }
  }

  func run() throws {
    let job = try JobFile.readTrusted(self.job, for: "train")
    ThreadWaiting.restartProgramPassively()
    StopSignal.catchAll()
    let run = try TrainingRun(
      job, continuing: champion, threadCount: threads, observer: TrainingProgress(),
      cancellation: RunCancellation { StopSignal.received != nil })
    let outcome: TrainingOutcome
    do {
      outcome = try run.run(drawsCurve: explain)
    } catch is RunStopped {
      let signal = StopSignal.received ?? .terminate
      ErrorRendering.write("furrow: stopped by \(signal.name); nothing was written")
      throw ExitCode(signal.exitCode)
    }
    Progress.clear()
    let sheet = TrainingSheet(outcome)
    if json { Output.line(sheet.json.text) } else { sheet.write(explains: explain) }
  }
}
