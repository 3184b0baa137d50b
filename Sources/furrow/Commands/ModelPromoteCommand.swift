import ArgumentParser
import Batch
import Foundation

/// `furrow model promote`.
struct ModelPromoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Makes a model the one that jobs use.",
    discussion: """
      Lets the symbolic link 'current' beside the model lead to it, in one step. Jobs that say \
      'segment: {model: models/current}' work with it from their next run on: flights that were done \
      with another model are done anew. A model that 'furrow evaluate --against' judged worse than the \
      current one is refused.

      Examples:
        furrow model promote models/weeds-2
        furrow model promote models/weeds-2 --force
      """)

  @Argument(help: "The model's folder.", completion: .directory)
  var path: String

  @Flag(help: "Promote a model that was judged worse, too.")
  var force = false

  func run() throws {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    guard url.lastPathComponent != ModelPointer.name else { throw ModelPointerError.isTheLink(path) }
    let folder = url.deletingLastPathComponent().path
    let change = try ModelPointer(in: folder).promote(url.lastPathComponent, forces: force, at: .now)
    guard let change else { return Output.line("\(ModelPointer.name) is \(url.lastPathComponent) already") }
    let verdict = change.verdict.map { ", judged \($0.words) the one before" } ?? ""
    Output.line("\(ModelPointer.name) is \(change.folder) (\(change.model))\(verdict)")
  }
}
