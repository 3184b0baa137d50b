import ArgumentParser

/// `furrow model`.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Lists, shows, imports and promotes trained models.",
    discussion: """
      A model is a folder with its trees and a card, card.yaml, that says what it reads, what it was \
      learned from and how good it is. One that is corrupt or does not fit its card is refused.

      Examples:
        furrow model list models
        furrow model show models/potato-weed
        furrow model import weeds.json --card card.yaml --to models/weeds
        furrow model promote models/weeds-2
        furrow model rollback models
      """,
    subcommands: [
      ModelListCommand.self, ModelShowCommand.self, ModelImportCommand.self, ModelPromoteCommand.self,
      ModelRollbackCommand.self,
    ])
}
