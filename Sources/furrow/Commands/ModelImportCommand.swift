import ArgumentParser
import Batch
import Foundation
import JobDefinition
import Learning

/// `furrow model import`.
struct ModelImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Makes a model of trees that XGBoost wrote as JSON, and a card.",
    usage: "furrow model import <forest> ... --card <card.yaml> --to <folder>",
    discussion: """
      The card is as schemas/model-card.schema.json says; 'created', 'furrow' and 'sha256' may be left \
      out. Features and classes in the card are in the order in which the trees know them. A model \
      that is in the folder already is replaced; anything else there is not.

      Examples:
        furrow model import weeds.json --card card.yaml --to models/weeds
        furrow model import first.json second.json --card card.yaml --to models/weeds
      """)

  @Argument(
    help: ArgumentHelp("The trees, a file for each stage of the card.", valueName: "forest"),
    completion: .file(extensions: ["json"]))
  var forests: [String]

  @Option(
    help: ArgumentHelp("What is known of the model.", valueName: "card.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var card: String

  @Option(
    help: ArgumentHelp("The folder that the model becomes.", valueName: "folder"), completion: .directory)
  var to: String

  func run() throws {
    let text = try ModelFolder.readText(card)
    let draft = try ModelCardDecoder.decode(
      text: text, path: card, completeness: .draft(created: Self.today(), furrowVersion: Furrow.version))
    let bytes = try forests.map { path in
      guard FileManager.default.fileExists(atPath: path) else {
        throw DataError("cannot read the forest '\(path)': there is no such file")
      }
      return try ModelFolder.readForest(path)
    }
    let model = try ModelFolder.write(draft, forests: bytes, to: to)
    Output.line("wrote \(to)\n")
    Output.write(ModelSheet(card: model.card).text)
  }

  /// Today's date in Greenwich.
  private static func today() throws -> CalendarDate {
    let text = Date.now.formatted(.iso8601.year().month().day())
    guard let date = CalendarDate(text) else {
      throw DataError("the machine's clock shows no date: '\(text)'")
    }
    return date
  }
}
