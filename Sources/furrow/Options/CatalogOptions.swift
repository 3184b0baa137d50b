import ArgumentParser
import Catalog
import Foundation

/// Which catalog is asked.
struct CatalogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The catalog. Without it and --job: ./catalog.sqlite, then ./results/catalog.sqlite.",
      valueName: "path"),
    completion: .file(extensions: ["sqlite"]))
  var catalog: String?

  @Option(
    help: ArgumentHelp("The job whose catalog and fields are meant.", valueName: "job.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var job: String?

  func validate() throws {
    if catalog != nil, job != nil { throw ValidationError("--catalog and --job exclude each other") }
  }

  /// Where a catalog is looked for.
  static let places = ["catalog.sqlite", "results/catalog.sqlite"]

  /// The catalog, open for reading or writing, and the job's name where one is given.
  ///
  /// - Throws: What is wrong with the job or the catalog; `UsageError` where
  ///   none is named and none is at hand.
  func open(
    for access: CatalogDatabase.Access = .read
  ) throws -> (catalog: CatalogDatabase, jobName: String?) {
    if let job {
      let job = try JobFile.read(job)
      let path = job.outputs.folder.resolved + "/catalog.sqlite"
      guard FileManager.default.fileExists(atPath: path) else {
        throw DataError(
          "the job '\(job.name)' has no catalog yet: there is no '\(path)'", remedy: "`furrow run` makes it")
      }
      return (try CatalogDatabase(path: path, access: access), job.name)
    }
    let path = try catalog ?? Self.path()
    guard access == .read || FileManager.default.fileExists(atPath: path) else {
      throw DataError("cannot open the catalog '\(path)': no such file")
    }
    return (try CatalogDatabase(path: path, access: access), nil)
  }

  private static func path() throws -> String {
    guard let path = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw UsageError(
        "there is no catalog here: neither \(places.map { "./\($0)" }.joined(separator: " nor "))",
        remedy: "name one with --catalog, or a job with --job")
    }
    return path
  }
}
