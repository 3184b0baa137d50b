import ArgumentParser
import Batch

/// The command line.
@main
struct FurrowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "furrow",
    abstract: "Turns drone mosaics into class masks, field figures and reports.",
    discussion: """
      A job file says which flights, which fields and which rules; `furrow init` writes one for a \
      mosaic. `furrow run` then works through every flight that is not done yet, and can be called \
      again at any time: what is done stays, what was stopped goes on.

      Examples:
        furrow inspect north.tif
        furrow init north.tif --fields fields.gpkg
        furrow run job.yaml
        furrow report --job job.yaml

      Shell completions, for bash, zsh or fish:
        furrow --generate-completion-script bash > furrow.bash

      Exit codes: 0 done, 64 wrong command line, 65 bad job or data, 70 fault of the program, \
      75 try again later, 78 machine not set up (furrow doctor).
      """,
    version: Furrow.version,
    subcommands: [RunFlightCommand.self],
    groupedSubcommands: [
      CommandGroup(name: "Look", subcommands: [InspectCommand.self, IndicesCommand.self]),
      CommandGroup(
        name: "Work",
        subcommands: [InitCommand.self, ValidateCommand.self, RunCommand.self, ShardCommand.self]),
      CommandGroup(
        name: "Night",
        subcommands: [
          ScheduleCommand.self, StatusCommand.self, RetryCommand.self, QuarantineCommand.self,
          ForgetCommand.self,
        ]),
      CommandGroup(
        name: "Keep", subcommands: [CheckCommand.self, GCCommand.self, BackupCommand.self]),
      CommandGroup(
        name: "Learn",
        subcommands: [
          AnnotationsCommand.self, TrainCommand.self, EvaluateCommand.self, ModelCommand.self,
        ]),
      CommandGroup(
        name: "Ask",
        subcommands: [
          ReportCommand.self, FlightsCommand.self, FieldsCommand.self, QueryCommand.self,
        ]),
      CommandGroup(
        name: "Hand on", subcommands: [ExportCommand.self, PrescribeCommand.self, SiteCommand.self]),
      CommandGroup(name: "Try", subcommands: [SimulateCommand.self]),
      CommandGroup(
        name: "Check", subcommands: [DoctorCommand.self, VerifySeamsCommand.self, BenchCommand.self]),
    ])

  /// Runs the program; errors become one sentence and a documented exit code.
  static func main() {
    do {
      var command = try parseAsRoot(CommandSynonyms.resolved(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch {
      ErrorRendering.exit(with: error)
    }
  }
}
