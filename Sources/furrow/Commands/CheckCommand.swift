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
        furrow check --catalog results/catalog.sqlite --json
      """)

  @OptionGroup var source: CatalogOptions

  @Flag(help: "Write JSON: an object with everything that is wrong.")
  var json = false

  func run() throws {
    let (catalog, _) = try source.open()
    let outcome = try PublicationCheck(catalog).run()
    let sheet = CheckSheet(outcome: outcome)
    Output.write(json ? sheet.json.text + "\n" : sheet.text)
    guard outcome.findings.isEmpty else { throw ToldAlready(exitStatus: .badData) }
  }
}
