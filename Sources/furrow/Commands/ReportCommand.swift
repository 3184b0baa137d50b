import ArgumentParser
import Catalog
import Foundation
import Pixels
import Reporting
import Spectral

/// `furrow report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Shows the figures of one field, or of all fields of the newest flight.",
    usage: "furrow report [<field> | --flight <name>] [--season] [--to <path>] [<options>]",
    discussion: """
      Shares are of what was seen of a field. With --season there is a row for each flight.
      With --to a report is written: of a field through the season, of a flight (the newest, or
      --flight), or, where the path is a folder, pages of all of them with an index. Maps come from
      the folders that runs published, all figures from the catalog. PDF needs Chromium.

      Examples:
        furrow report --job jobs/demo.yaml
        furrow report F1 --job jobs/demo.yaml
        furrow report F1 --season
        furrow report --season --csv > season.csv
        furrow report F1 --to F1.pdf --language de
        furrow report --flight farm-2026-05-20 --to flight.html
        furrow report --job jobs/demo.yaml --to pages/
      """)

  @Argument(help: "The field's id; without it all fields of the newest flight.")
  var field: String?

  @Flag(help: "Every flight instead of the newest.")
  var season = false

  @OptionGroup var source: CatalogOptions

  @OptionGroup var form: TableOptions

  @OptionGroup var page: ReportPageOptions

  func validate() throws {
    guard page.to != nil else { return }
    if form.isForPrograms { throw ValidationError("with --to the form is told by --format") }
    if season { throw ValidationError("--to writes the whole season; leave --season out") }
    if field != nil, page.flight != nil { throw ValidationError("name a field or --flight, not both") }
  }

  func run() throws {
    let (catalog, jobName) = try source.open()
    if let target = page.to {
      try write(to: target, from: catalog, jobName: jobName)
    } else if let field {
      try report(field, in: catalog, jobName: jobName)
    } else {
      try reportAll(in: catalog, jobName: jobName)
    }
  }

  private func write(to target: String, from catalog: CatalogDatabase, jobName: String?) throws {
    let pages = ReportPages(
      catalog: catalog, jobName: jobName, target: target, format: page.format,
      language: page.language?.language ?? .english)
    let isFolder = target.hasSuffix("/") || Self.isFolder(target)
    if isFolder, field != nil || page.flight != nil {
      throw UsageError("'\(target)' is a folder: one report goes to a file")
    }
    if let field {
      try pages.write(field: field)
    } else if isFolder {
      try pages.writeFarm()
    } else {
      try pages.write(flight: page.flight)
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
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
