import ArgumentParser
import Batch
import Catalog
import Reporting

/// `furrow backup`.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies the catalog as it is at one moment, also while a run writes it.",
    discussion: """
      The copy is one SQLite file, checked before it takes its name; what stood there is replaced. Masks, \
      GeoPackages and reports are plain files: copy them with any program, and compare with `furrow check`.

      Examples:
        furrow backup /mnt/backup/demo.sqlite --job jobs/demo.yaml
        furrow backup catalog-copy.sqlite --catalog results/catalog.sqlite --json
      """)

  @Argument(help: "The file to write.", completion: .file(extensions: ["sqlite"]))
  var to: String

  @OptionGroup var source: CatalogOptions

  @Flag(help: "Write JSON: an object with the copy's path and size.")
  var json = false

  func run() throws {
    let (catalog, _) = try source.open()
    let size = try CatalogBackup.make(of: catalog, to: to)
    guard json else { return Output.line("\(to): \(Number.bytes(size)), checked") }
    Output.line(
      JSONValue.object([
        "path": .string(to), "bytes": .integer(size), "catalog": .string(catalog.path),
      ]).text)
  }
}
