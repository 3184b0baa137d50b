import ArgumentParser
import Batch
import Foundation
import Learning
import Reporting

/// `furrow model list`.
struct ModelListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the models in a folder.",
    discussion: """
      Each model is checked whole. One that is refused is told on standard error, and the exit code \
      is 65 then.

      Examples:
        furrow model list
        furrow model list models --csv
      """)

  @Argument(help: "The folder with models, one folder each.", completion: .directory)
  var folder = "models"

  @OptionGroup var form: TableOptions

  func run() throws {
    var rows: [[Table.Cell]] = []
    var refusals: [any Error] = []
    for path in try paths() {
      do {
        let model = try ModelFolder.read(path)
        rows.append(Self.cells(model.card, path: path))
      } catch {
        refusals.append(error)
      }
    }
    let current = (try? ModelPointer(in: folder).target()) ?? nil
    let table = Table(columns: Self.columns, rows: rows)
    form.write(table) {
      rows.isEmpty
        ? "no models in \(folder)\n" : TextTable(table).text + (current.map { "\ncurrent is \($0)\n" } ?? "")
    }
    for refusal in refusals { ErrorRendering.write(ErrorRendering.sentence(refusal)) }
    if !refusals.isEmpty { throw ToldAlready(exitStatus: .badData) }
  }

  /// The folder itself where it is a model, else those in it that have a card.
  private func paths() throws -> [String] {
    let manager = FileManager.default
    func isModel(_ path: String) -> Bool { manager.fileExists(atPath: "\(path)/\(ModelCard.fileName)") }
    if isModel(folder) { return [folder] }
    guard let names = try? manager.contentsOfDirectory(atPath: folder) else {
      let exists = manager.fileExists(atPath: folder)
      throw DataError(
        "cannot read the folder '\(folder)': \(exists ? "it is not a readable folder" : "there is no such folder")"
      )
    }
    return names.filter { $0 != ModelPointer.name && !$0.hasSuffix(".partial") && !$0.hasSuffix(".old") }
      .sorted()
      .map { "\(folder)/\($0)" }.filter(isModel)
  }

  private static let columns: [Table.Column] = [
    .init("model"), .init("created"), .init("classes"), .init("bands"), .init("scale"),
    .init("pixel_cm", title: "pixel", unit: "cm"), .init("features"),
    .init("miou", title: "mIoU", decimals: 3),
    .init("path"),
  ]

  private static func cells(_ card: ModelCard, path: String) -> [Table.Cell] {
    let classes = card.stages.last?.classes.compactMap { card.legend[$0]?.name } ?? []
    return [
      .text(card.name), .text("\(card.created)"), .text(classes.joined(separator: " ")),
      .text(card.sensor.roles.map(\.rawValue).joined(separator: " ")), .text("\(card.sensor.scale)"),
      card.pixelSide.map { .number($0.trainedMetres * 100) } ?? .missing,
      .integer(card.stages.reduce(0) { $0 + $1.features.count }),
      card.metrics?.meanIoU.map { .number($0.value) } ?? .missing, .text(path),
    ]
  }
}
