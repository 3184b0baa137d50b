import Catalog
import Foundation

/// All fields of one flight, for people, and where its files are.
struct FlightSheet {
  let run: CurrentRun
  let results: RunResults
  let entries: FieldEntries
  /// What the run took; `nil` where that is not known.
  var cost: RunCost?

  /// Heading, table, what to know, the places of the results, and the cost.
  var text: String {
    var sections = [heading]
    if !seen.entries.isEmpty { sections += [seen.text(.fields), seen.areaNote] }
    if !outside.isEmpty { sections.append(outside) }
    if !results.warnings.isEmpty { sections.append("Warnings\n" + Paragraph.list(results.warnings)) }
    if !places.isEmpty { sections.append(Paragraph.pairs(places)) }
    if let cost { sections.append(Paragraph.wrapped(CostSentence.text(cost))) }
    return sections.joined(separator: "\n")
  }

  private var heading: String {
    let date = run.takenOn.map { "\($0), " } ?? ""
    let fields =
      entries.entries.isEmpty
      ? "no fields: the job names no boundaries" : Number.count(entries.entries.count, "field")
    return "flight \(run.flightName), \(date)job \(run.jobName): \(fields)\n"
  }

  private var seen: FieldEntries {
    FieldEntries(entries.entries.filter { $0.result.status != .uncovered })
  }

  /// The fields of which the mosaic holds nothing, ten of them by name.
  private var outside: String {
    let names = entries.entries.filter { $0.result.status == .uncovered }.map(\.result.field.fieldID)
    guard !names.isEmpty else { return "" }
    let more = names.count > 10 ? " and \(names.count - 10) more" : ""
    return Paragraph.wrapped(
      "the mosaic holds nothing of \(Number.count(names.count, "field")): "
        + names.prefix(10).joined(separator: ", ") + more)
  }

  private var places: [(label: String, text: String)] {
    [("mask", "mask.tif"), ("GeoPackage", "results.gpkg"), ("report", "report.html")].compactMap {
      label, name in
      results.outputs.first { $0.path.hasSuffix("/\(name)") }.map { (label, Self.shortened($0.path)) }
    }
  }

  /// The path from the working folder where it lies in it.
  private static func shortened(_ path: String) -> String {
    let folder = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
  }
}
