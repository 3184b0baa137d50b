import ArgumentParser
import Catalog
import Pixels
import Reporting
import Spectral

/// `furrow report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Shows the figures of one field, or of all fields of the newest flight.",
    discussion: """
      Shares are of what was seen of a field. With --season there is a row for each flight.

      Examples:
        furrow report --job jobs/demo.yaml
        furrow report F1 --job jobs/demo.yaml
        furrow report F1 --season
        furrow report --season --csv > season.csv
      """)

  @Argument(help: "The field's id; without it all fields of the newest flight.")
  var field: String?

  @Flag(help: "Every flight instead of the newest.")
  var season = false

  @OptionGroup var source: CatalogOptions

  @OptionGroup var form: TableOptions

  func run() throws {
    let (catalog, jobName) = try source.open()
    if let field {
      try report(field, in: catalog, jobName: jobName)
    } else {
      try reportAll(in: catalog, jobName: jobName)
    }
  }

  private func report(_ field: String, in catalog: CatalogDatabase, jobName: String?) throws {
    let entries = FieldEntries(try catalog.report(field: field, jobName: jobName, season: season))
    guard let newest = entries.entries.last else { throw try unknown(field, in: catalog, jobName: jobName) }
    form.write(entries.table) {
      season
        ? "field \(field), \(Number.count(entries.entries.count, "flight"))\n\n" + entries.text(.flights)
          + "\n" + entries.areaNote
        : FieldSheet(entry: newest).text
    }
  }

  private func unknown(_ field: String, in catalog: CatalogDatabase, jobName: String?) throws -> UsageError {
    let known = try catalog.fields().filter { jobName == nil || $0.jobName == jobName }.map(\.field.fieldID)
    let nearest = NearestName.nearest(to: field, among: known).map { "; did you mean '\($0)'?" } ?? ""
    return UsageError(
      "there is no field '\(field)' in '\(catalog.path)'\(nearest)",
      remedy: known.isEmpty ? "it has no fields yet" : "`furrow fields` lists them")
  }

  private func reportAll(in catalog: CatalogDatabase, jobName: String?) throws {
    let runs = try catalog.currentRuns(jobName: jobName)
    guard let newest = runs.last else {
      throw DataError("no run is done yet in '\(catalog.path)'", remedy: "`furrow run` makes results")
    }
    let chosen = season ? runs : [newest]
    let entries = FieldEntries(try chosen.flatMap { try Self.entries(of: $0, in: catalog) })
    let results = try catalog.results(of: newest.id)
    let cost = try catalog.cost(of: newest.id)
    form.write(entries.table) {
      if season { return entries.text(.both) + "\n" + entries.areaNote }
      return FlightSheet(run: newest, results: results, entries: entries, cost: cost).text
    }
  }

  private static func entries(of run: CurrentRun, in catalog: CatalogDatabase) throws -> [FieldEntries.Entry]
  {
    let results = try catalog.results(of: run.id)
    guard results.drift?.action != .withheld else { return [] }
    return results.fields.map {
      FieldEntries.Entry(
        flightName: run.flightName, takenOn: run.takenOn, classes: results.classes,
        areaCorrectionSource: results.areaCorrectionSource, isMarked: results.drift?.action == .marked,
        result: $0)
    }
  }
}
