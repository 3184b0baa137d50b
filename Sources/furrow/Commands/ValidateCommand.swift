import ArgumentParser
import Batch
import JobDefinition

/// `furrow validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a job file and its expressions without opening a mosaic.",
    discussion: """
      Example:
        furrow validate jobs/demo.yaml
      """)

  @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
  var job: String

  func run() throws {
    let plan = try JobPlan(try JobFile.read(job))
    let survey = try FlightDiscovery.survey(plan.job)
    var parts = [
      "flights: \(survey.ready.count)", "rules: \(plan.rules.count)", "indices: \(plan.indices.count)",
    ]
    if let training = plan.job.training {
      parts += ["scenes: \(training.scenes.count)", "features: \(training.features.count)"]
    }
    if !survey.held.isEmpty { parts.insert("held: \(survey.held.count)", at: 1) }
    if !survey.refused.isEmpty { parts.insert("refused: \(survey.refused.count)", at: 1) }
    Output.line("\(job) is a valid job; " + parts.joined(separator: ", "))
  }
}
