import ArgumentParser
import Batch
import Catalog

/// `furrow check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compares everything published with the catalog, by SHA-256.",
    discussion: """
      Takes the hash of every published file and compares it with the catalog's, checks the catalog's own \
      integrity and references, and looks for results that the catalog does not know and for half written files. \
      Flights that are being worked on are left out and named. Nothing is changed.

      Examples:
        furrow check --job jobs/demo.yaml
        furrow check --catalog results/catalog.sqlite
      """)

  @OptionGroup var source: CatalogOptions

  func run() throws {
    let (catalog, _) = try source.open()
    let outcome = try PublicationCheck(catalog).run()
    for finding in outcome.findings {
      Output.line("\(finding.kind.rawValue): '\(finding.path)', \(finding.detail)")
    }
    if !outcome.busy.isEmpty {
      Output.line("left out, because they are being worked on: \(outcome.busy.joined(separator: ", "))")
    }
    let files = "\(Number.count(outcome.fileCount, "file")), \(Number.bytes(outcome.byteCount))"
    guard !outcome.findings.isEmpty else { return Output.line("\(files): all as the catalog says") }
    Output.line("\(files): \(Number.count(outcome.findings.count, "thing")) wrong")
    throw ToldAlready(exitStatus: .badData)
  }
}
