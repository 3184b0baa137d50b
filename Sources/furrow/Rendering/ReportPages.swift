import Batch
import Catalog
import Foundation
import Nights
import Pixels
import Reporting

/// Writes the reports that `furrow report --to` asks for.
struct ReportPages {
  let catalog: CatalogDatabase
  let jobName: String?
  let target: String
  let format: ReportFormat?
  let language: ReportLanguage

  /// A field through the season.
  func write(field: String) throws {
    let format = try fileFormat()
    let printer = try printer(for: format)
    let job = try job(among: try catalog.fields().filter { $0.field.fieldID == field }.map(\.jobName)) {
      try unknown("field", field, among: try fieldNames(), remedy: "`furrow fields` lists them")
    }
    guard let report = try source(for: format).report(field: field, jobName: job) else {
      throw DataError("no flight that counts says anything of field '\(field)' in '\(catalog.path)'")
    }
    try write(
      format, printer, document: { report.document(in: language) }, json: { report.json },
      table: { report.table })
  }

  /// One flight; the newest where none is named.
  func write(flight name: String?) throws {
    let format = try fileFormat()
    let printer = try printer(for: format)
    let runs = try catalog.currentRuns(jobName: jobName)
    guard !runs.isEmpty else { throw nothingDone }
    let named = runs.filter { name == nil || $0.flightName == name }
    let job = try job(among: named.map(\.jobName)) {
      try unknown("flight", name ?? "", among: runs.map(\.flightName), remedy: "`furrow flights` lists them")
    }
    guard let run = named.last(where: { $0.jobName == job }) else { throw nothingDone }
    let report = try source(for: format).report(flight: run)
    try write(
      format, printer, document: { report.document(in: language) }, json: { report.json },
      table: { report.table })
  }

  /// All fields and flights of a job.
  func writeFarm() throws {
    guard let form = FarmReports.Form(rawValue: (format ?? .html).rawValue) else {
      throw UsageError(
        "pages in a folder are HTML, Markdown, JSON or PDF, not \(format?.rawValue.uppercased() ?? "")")
    }
    let printer = try printer(for: format ?? .html)
    let runs = try catalog.currentRuns(jobName: jobName)
    let job = try job(among: runs.map(\.jobName)) { throw nothingDone }
    let count = try FarmReports(catalog, jobName: job, language: language, form: form) { page, path in
      try printer?.print(page, to: path)
    }.write(to: target)
    Output.line("\(Number.count(count, "page")) in '\(target)'; begin with index.\(form.rawValue)")
  }

  private var nothingDone: DataError {
    DataError("no run is done yet in '\(catalog.path)'", remedy: "`furrow run` makes results")
  }

  // MARK: What is meant

  private func fileFormat() throws -> ReportFormat {
    guard let format = format ?? ReportFormat(path: target) else {
      let known = ReportFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw UsageError(
        "cannot tell the form of '\(target)' by its name",
        remedy: "end it with one of \(known), or give --format")
    }
    return format
  }

  /// The one job of some; the named one has been filtered for already.
  private func job(among jobs: [String], orElse missing: () throws -> Never) throws -> String {
    let known = Set(jobs.filter { jobName == nil || $0 == jobName }).sorted()
    guard let first = known.first else { try missing() }
    guard known.count == 1 else {
      throw UsageError(
        "several jobs know of it in '\(catalog.path)': \(known.joined(separator: ", "))",
        remedy: "name one with --job")
    }
    return first
  }

  private func fieldNames() throws -> [String] {
    try catalog.fields().filter { jobName == nil || $0.jobName == jobName }.map(\.field.fieldID)
  }

  private func unknown(_ kind: String, _ name: String, among known: [String], remedy: String) throws -> Never
  {
    let nearest = NearestName.nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    throw UsageError("there is no \(kind) '\(name)' in '\(catalog.path)'\(nearest)", remedy: remedy)
  }

  // MARK: The file

  /// Programs get figures and worst spots, no pictures.
  private func source(for format: ReportFormat) throws -> ReportSource {
    try ReportSource(catalog, drawsPictures: ![.json, .csv].contains(format))
  }

  private func printer(for format: ReportFormat) throws -> PagePrinter? {
    format == .pdf ? try PagePrinter() : nil
  }

  private func write(
    _ format: ReportFormat, _ printer: PagePrinter?, document: () -> ReportDocument, json: () -> JSONValue,
    table: () -> Table
  ) throws {
    switch format {
    case .html: try write(document().html)
    case .md: try write(document().markdown)
    case .json: try write(json().text + "\n")
    case .csv: try write(CSVWriter(table()).text)
    case .pdf: try printer?.print(document().html, to: target)
    }
    Output.line("report in '\(target)'")
  }

  private func write(_ text: String) throws { try DurableFile.write(Array(text.utf8), to: target) }
}
