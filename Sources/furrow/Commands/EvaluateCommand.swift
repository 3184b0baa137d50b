import ArgumentParser
import Batch
import JobDefinition

/// `furrow evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Holds the masks of a job's rules or model against labels.",
    usage:
      "furrow evaluate <job> [--model <folder>] [--against <folder>] [--to <folder>] [<options>]",
    discussion: """
      Works through the scenes that the job names under 'evaluate', or else under 'train', as a run \
      would, and compares the masks with the labels there: by class, scene, field and connected \
      thing, with intervals from whole blocks. docs/evaluation.md says what each figure means.

      With --against, another model is judged too, on the same truth in the same blocks, and the \
      differences are given with intervals and a verdict, which is kept in the model's folder for \
      'furrow model promote'.

      Examples:
        furrow evaluate jobs/weeds.yaml
        furrow evaluate jobs/weeds.yaml --to out/evaluation
        furrow evaluate jobs/weeds.yaml --model models/weeds-2 --json
        furrow evaluate jobs/weeds.yaml --model models/weeds-2 --against models/current
      """)

  @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
  var job: String

  @Option(
    help: "The folder of a model to judge, instead of the job's rules or model.", completion: .directory)
  var model: String?

  @Option(help: "The folder of a model to compare with.", completion: .directory)
  var against: String?

  @Option(help: "The folder for evaluation.html and evaluation.json.", completion: .directory)
  var to: String?

  @Flag(help: "Print JSON instead of the table.")
  var json = false

  @Option(help: "Threads, instead of the job's.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is 1 to 256") }
  }

  func run() throws {
    if let against { return try compare(with: against) }
    let run = try EvaluationRun(
      try JobFile.readTrusted(job, for: "evaluate"), modelFolder: model, threadCount: threads,
      observer: TrainingProgress(),
      cancellation: RunCancellation { StopSignal.received != nil })
    defer { Progress.clear() }
    let outcome = try StopSignal.stopping("nothing was written") { try run.run() }
    Progress.clear()
    let paths = try to.map { try outcome.report.write(to: $0) } ?? []
    if json { return Output.write(outcome.report.json()) }
    Output.write(EvaluationSheet(outcome: outcome).text)
    for path in paths { Output.line(path) }
  }

  private func compare(with other: String) throws {
    let job = try JobFile.readTrusted(self.job, for: "evaluate")
    defer { Progress.clear() }
    let duel = try StopSignal.stopping("nothing was written") {
      try ModelDuel(
        job, modelFolder: model, otherFolder: other, threadCount: threads, observer: TrainingProgress(),
        cancellation: RunCancellation { StopSignal.received != nil })
    }
    Progress.clear()
    var paths = try to.map { try duel.subject.report.write(to: $0) } ?? []
    if let to { paths.append(try duel.write(to: to)) }
    try duel.judgement.keep()
    if json { return Output.write(String(decoding: try duel.judgement.json(), as: UTF8.self)) }
    Output.write(EvaluationSheet(outcome: duel.subject).text + "\n" + DuelSheet(duel: duel).text)
    for path in paths { Output.line(path) }
  }
}
