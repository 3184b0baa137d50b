import ArgumentParser
import Batch
import Foundation

/// `furrow model rollback`.
struct ModelRollbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Makes the model before the current one that which jobs use.",
    discussion: """
      Takes the last 'furrow model promote' back. What was done with the earlier model is found done \
      by the next run.

      Examples:
        furrow model rollback
        furrow model rollback models
      """)

  @Argument(help: "The folder with the models.", completion: .directory)
  var folder = "models"

  func run() throws {
    let change = try ModelPointer(in: folder).rollback(at: .now)
    Output.line("\(ModelPointer.name) is \(change.folder) (\(change.model)) again")
  }
}
