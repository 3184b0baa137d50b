import ArgumentParser
import Batch
import JobDefinition

/// `furrow validate`.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a job file and its expressions without opening a mosaic.",
    discussion: """
      Examples:
        furrow validate jobs/demo.yaml
        furrow validate jobs/demo.yaml --json | jq -r '.flights[]'
      """)

  @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
  var job: String

  @Flag(help: "Write JSON: an object with flights, what is held or refused, rules and indices.")
  var json = false

  func run() throws {
    let plan = try JobPlan(try JobFile.read(job))
    let sheet = ValidationSheet(path: job, plan: plan, survey: try FlightDiscovery.survey(plan.job))
    Output.write(json ? sheet.json.text + "\n" : sheet.text)
  }
}
