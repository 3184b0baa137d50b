import ArgumentParser
import Batch

/// The command line.
@main
struct FurrowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "furrow",
    abstract: "Turns drone mosaics into class masks, field figures and reports.",
    discussion: """
      A job file says which flights, which fields and which rules; `furrow init` writes one for a
      mosaic. `furrow run` then works through every flight that is not done yet, and can be called
      again at any time: what is done stays, what was stopped goes on.
      """,
    version: Furrow.version,
    subcommands: [
      RunCommand.self, ValidateCommand.self, SimulateCommand.self,
    ])

  /// Runs the program; errors become one sentence and a documented exit code.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      ErrorRendering.exit(with: error)
    }
  }
}
