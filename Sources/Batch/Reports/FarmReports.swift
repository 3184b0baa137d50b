import Catalog
import Foundation
public import Reporting

/// The pages of all fields and flights of a job with the index that leads to
/// them, in a folder that is put in place whole.
public struct FarmReports {
  /// The form of the pages.
  public enum Form: String, Hashable, Sendable {
    /// Pages for a browser.
    case html
    /// Markdown.
    case markdown = "md"
  }

  private let source: ReportSource
  private let jobName: String
  private let language: ReportLanguage
  private let form: Form

  /// Makes the pages' writer.
  public init(_ source: ReportSource, jobName: String, language: ReportLanguage, form: Form) {
    (self.source, self.jobName) = (source, jobName)
    (self.language, self.form) = (language, form)
  }

  /// Writes all pages beside the folder and puts them in its place.
  ///
  /// - Parameter target: The folder; what reports stood there is replaced.
  /// - Returns: How many pages there are.
  /// - Throws: `CatalogError`, `FileAccessError`, also where the folder holds
  ///   something else; it is not touched then.
  public func write(to target: String) throws -> Int {
    let target = URL(fileURLWithPath: target).standardizedFileURL.path
    try FolderSwap.check(target, .reports)
    let parent = URL(fileURLWithPath: target).deletingLastPathComponent()
    let beside = parent.appendingPathComponent(".\(URL(fileURLWithPath: target).lastPathComponent).partial")
      .path
    let manager = FileManager.default
    if manager.fileExists(atPath: beside) { try manager.removeItem(atPath: beside) }
    do {
      try manager.createDirectory(atPath: beside, withIntermediateDirectories: true)
    } catch { throw FileAccessError(operation: "make the folder", path: beside, reason: Self.reason(error)) }
    defer { try? manager.removeItem(atPath: beside) }
    let count = try writePages(in: beside)
    try FolderSwap.put(beside, at: target, content: .reports)
    return count
  }

  private static func reason(_ error: any Error) -> String {
    ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.localizedDescription ?? "\(error)"
  }

  private func writePages(in folder: String) throws -> Int {
    let fields = try source.catalog.fields().filter { $0.jobName == jobName }
    let runs = try source.catalog.currentRuns(jobName: jobName)
    let fieldPages = PageNames(fields.map(\.field.fieldID), kind: "field", form: form)
    let flightPages = PageNames(runs.map(\.flightName), kind: "flight", form: form)
    var index = FarmIndex(jobName: jobName, fields: [], flights: [], programVersion: Furrow.version)
    for field in fields {
      let page = fieldPages[field.field.fieldID]
      let report = try source.report(field: field.field.fieldID, jobName: jobName)
      if let report { try write(report.document(in: language), to: "\(folder)/\(page)") }
      index.fields.append(
        FarmIndex.FieldEntry(
          page: report == nil ? nil : page, id: field.field.fieldID, crop: field.field.crop,
          areaHectares: field.field.areaSquareMetres / 10_000,
          newest: report.flatMap { $0.newest.isSeen ? $0.newest : nil }))
    }
    let linked = index.fields.compactMap { entry in entry.page.map { (entry.id, $0) } }
    let links = Dictionary(linked) { first, _ in first }
    for run in runs {
      let page = flightPages[run.flightName]
      let report = try source.report(flight: run)
      try write(report.document(in: language, links: links), to: "\(folder)/\(page)")
      index.flights.append(
        FarmIndex.FlightEntry(page: page, flight: report.flight, fieldCount: report.fields.count))
    }
    try DurableFile.write([], to: "\(folder)/\(FolderSwap.Content.reports.mark)")
    try write(index.document(in: language), to: "\(folder)/index.\(form.rawValue)")
    return linked.count + runs.count + 1
  }

  private func write(_ document: ReportDocument, to path: String) throws {
    let text = form == .html ? document.html : document.markdown
    try DurableFile.write(Array(text.utf8), to: path)
  }
}

/// File names for pages that every file system and every address takes, and
/// that stay the same from one report to the next.
struct PageNames {
  private let names: [String: String]

  init(_ ids: [String], kind: String, form: FarmReports.Form) {
    let plain = Dictionary(grouping: Set(ids)) { Self.plain($0).lowercased() }
    names = Dictionary(
      uniqueKeysWithValues: Set(ids).map { id in
        let stem = Self.plain(id)
        let isAlone = stem == id && (plain[stem.lowercased()]?.count ?? 0) == 1
        let full = [kind, stem, isAlone ? "" : Self.mark(id)].filter { !$0.isEmpty }.joined(separator: "-")
        return (id, "\(full).\(form.rawValue)")
      })
  }

  /// The page of an id; one of those that the names were made for.
  subscript(id: String) -> String { names[id] ?? "" }

  /// Letters, digits and hyphens of ASCII; at most 60 of them.
  private static func plain(_ id: String) -> String {
    let kept = id.unicodeScalars.map { scalar -> Character in
      scalar.isASCII && (Character(scalar).isLetter || Character(scalar).isNumber) ? Character(scalar) : "-"
    }
    let parts = String(kept).split(separator: "-")
    return String(parts.joined(separator: "-").prefix(60))
  }

  /// Eight digits that tell an id from others that look like it.
  ///
  /// Source: FNV-1a, 32 bits.
  private static func mark(_ id: String) -> String {
    let hash = id.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
