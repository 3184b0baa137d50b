public import Catalog
import Foundation
public import Reporting
import Synchronization

/// The pages of all fields and flights of a job with the index that leads to
/// them, in a folder that is put in place whole.
public struct FarmReports: Sendable {
  /// The form of the pages.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// Pages for a browser.
    case html
    /// Markdown.
    case markdown = "md"
    /// Objects for programs.
    case json
    /// Paper, printed of what a browser would show.
    case pdf
  }

  /// Prints a page that needs no other file as PDF; its links to pages beside
  /// it stay relative.
  public typealias Printing = @Sendable (_ page: String, _ path: String) throws -> Void

  private let catalog: CatalogDatabase
  private let jobName: String
  private let language: ReportLanguage
  private let form: Form
  private let print: Printing

  /// The most programs that print at a time, each with some hundred megabytes.
  private static let printerLimit = 4

  /// Makes the pages' writer; `print` is asked for PDF alone.
  public init(
    _ catalog: CatalogDatabase, jobName: String, language: ReportLanguage, form: Form,
    print: @escaping Printing
  ) {
    self.catalog = catalog
    (self.jobName, self.language) = (jobName, language)
    (self.form, self.print) = (form, print)
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
    let source = try source()
    let fields = try catalog.fields().filter { $0.jobName == jobName }
    let runs = try catalog.currentRuns(jobName: jobName)
    let flightPages = PageNames(runs.map(\.flightName), kind: "flight", form: form)
    var index = FarmIndex(
      jobName: jobName, fields: try writeFields(fields, in: folder), flights: [],
      programVersion: Furrow.version)
    let linked = index.fields.compactMap { entry in entry.page.map { (entry.id, $0) } }
    let links = Dictionary(linked) { first, _ in first }
    for run in runs {
      let page = flightPages[run.flightName]
      let report = try source.report(flight: run)
      try write("\(folder)/\(page)", json: report.json) { report.document(in: language, links: links) }
      index.flights.append(
        FarmIndex.FlightEntry(page: page, flight: report.flight, fieldCount: report.fields.count))
    }
    try DurableFile.write([], to: "\(folder)/\(FolderSwap.Content.reports.mark)")
    try write("\(folder)/index.\(form.rawValue)", json: index.json) { index.document(in: language) }
    return linked.count + runs.count + 1
  }

  /// Writes the pages of fields, every worker with a source of its own.
  private func writeFields(_ fields: [FieldRow], in folder: String) throws -> [FarmIndex.FieldEntry] {
    let pages = PageNames(fields.map(\.field.fieldID), kind: "field", form: form)
    let processors = WorkerPool.processorCount
    let workers = min(form == .pdf ? min(processors, Self.printerLimit) : processors, fields.count)
    let entries = Mutex([FarmIndex.FieldEntry?](repeating: nil, count: fields.count))
    let hasFailed = Mutex(false)
    try WorkerPool(workerCount: workers).run(workers) { worker, _ in
      do {
        let source = try source()
        for number in stride(from: worker, to: fields.count, by: workers) where !hasFailed.withLock({ $0 }) {
          let field = fields[number].field
          let entry = try writeField(field, page: pages[field.fieldID], in: folder, from: source)
          entries.withLock { $0[number] = entry }
        }
      } catch {
        hasFailed.withLock { $0 = true }
        throw error
      }
    }
    return entries.withLock { $0.compactMap(\.self) }
  }

  private func source() throws -> ReportSource {
    try ReportSource(catalog, drawsPictures: form != .json)
  }

  private func writeField(
    _ field: FieldRecord, page: String, in folder: String, from source: ReportSource
  ) throws -> FarmIndex.FieldEntry {
    let report = try source.report(field: field.fieldID, jobName: jobName)
    if let report {
      try write("\(folder)/\(page)", json: report.json) { report.document(in: language) }
    }
    return FarmIndex.FieldEntry(
      page: report == nil ? nil : page, id: field.fieldID, crop: field.crop,
      areaHectares: field.areaSquareMetres / 10_000,
      newest: report.flatMap { $0.newest.isSeen ? $0.newest : nil })
  }

  /// Writes a page; the whole folder reaches the disk before it takes its name.
  private func write(
    _ path: String, json: @autoclosure () -> JSONValue, document: () -> ReportDocument
  ) throws {
    let text: String
    switch form {
    case .html: text = document().html
    case .markdown: text = document().markdown
    case .json: text = json().text + "\n"
    case .pdf: return try print(document().html, path)
    }
    try DurableFile.write(Array(text.utf8), to: path, synchronizes: false)
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
