import ArgumentParser
import Learning

/// `furrow model show`.
struct ModelShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what a model reads, what it was learned from and how good it is.",
    discussion: """
      The model is checked whole: its card, and its trees by hash and shape.

      Examples:
        furrow model show models/potato-weed
        furrow model show models/potato-weed --json
      """)

  @Argument(help: "The model's folder.", completion: .directory)
  var path: String

  @Flag(help: "Write the card as JSON.")
  var json = false

  func run() throws {
    let model = try ModelFolder.read(path)
    if json { return Output.line(model.card.json) }
    Output.write(ModelSheet(card: model.card).text)
  }
}
