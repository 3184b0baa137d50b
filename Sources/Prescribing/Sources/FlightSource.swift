public import Catalog
import Foundation
public import Pixels

/// What a flight that the catalog knows gives a prescription.
public struct FlightSource: Sendable {
  /// The flight's newest run with what it found in the field.
  public let entry: FieldReportEntry
  /// Files of the run.
  private let outputs: [RunResults.Output]
  private let catalogFolder: String

  /// Finds the newest flight that covers any of a field, or the named one.
  ///
  /// - Throws: `PrescribingError` where there is none; `CatalogError`.
  public init(field: String, flight: String?, jobName: String?, in catalog: CatalogDatabase) throws {
    let entries = try catalog.report(field: field, jobName: jobName, season: true)
      .filter { $0.result.status != .uncovered }
    guard let newest = entries.last else {
      throw PrescribingError.noFlight(field: field, catalog: catalog.path)
    }
    let found = flight == nil ? newest : entries.last { $0.flightName == flight }
    guard let entry = found else {
      throw PrescribingError.noSuchFlight(
        flight ?? "", field: field, known: Array(Set(entries.map(\.flightName))).sorted())
    }
    self.entry = entry
    outputs = try catalog.results(of: entry.run).outputs
    catalogFolder = (catalog.path as NSString).deletingLastPathComponent
  }

  /// The flight's name.
  public var name: String { entry.flightName }

  /// The path of the mask.
  public func mask() throws(PrescribingError) -> String { try path(of: "mask.tif") }

  /// The path of the package with the fields.
  public func package() throws(PrescribingError) -> String { try path(of: "results.gpkg") }

  /// The path of an index's raster, or of the only one.
  ///
  /// - Throws: `PrescribingError` where there is none or are several.
  public func index(_ name: String?) throws(PrescribingError) -> (name: String, path: String) {
    let known = outputs.filter { $0.path.hasSuffix(".tif") && !["mask", "confidence"].contains($0.kind) }
      .map(\.kind)
    guard let wanted = name ?? (known.count == 1 ? known[0] : nil) else {
      throw known.isEmpty
        ? .noIndex("an index", flight: self.name, known: []) : .severalIndices(known, flight: self.name)
    }
    guard known.contains(wanted) else { throw .noIndex(wanted, flight: self.name, known: known) }
    return (wanted, try path(of: "\(wanted).tif"))
  }

  /// The codes of the classes of a group.
  ///
  /// - Throws: `PrescribingError.noClass`.
  public func codes(of group: Legend.Group) throws(PrescribingError) -> Set<ClassCode> {
    let codes = Set(entry.classes.filter { $0.group == group }.map(\.code))
    guard !codes.isEmpty else { throw .noClass(group: group.rawValue, flight: name) }
    return codes
  }

  /// The ends of classes' corrected area over their area as mapped; `nil`
  /// where one of them has no corrected area with its margin.
  ///
  /// Ends of several classes are added, as if all were wrong the same way.
  public func correction(of codes: Set<ClassCode>) -> (low: Double, high: Double)? {
    let areas = entry.result.classAreas.filter { codes.contains($0.code) }
    let margins = areas.compactMap(\.corrected?.margin)
    let mapped = areas.reduce(0) { $0 + $1.areaSquareMetres }
    guard !areas.isEmpty, margins.count == areas.count, mapped > 0 else { return nil }
    return (
      margins.reduce(0) { $0 + $1.lowerSquareMetres } / mapped,
      margins.reduce(0) { $0 + $1.upperSquareMetres } / mapped
    )
  }

  /// Where a file lies now: where the catalog says, or beside the catalog
  /// where the whole folder was moved.
  private func path(of file: String) throws(PrescribingError) -> String {
    guard let output = outputs.first(where: { ($0.path as NSString).lastPathComponent == file }) else {
      throw .missingFile(file, flight: name)
    }
    let tail = output.path.split(separator: "/").suffix(2).joined(separator: "/")
    let moved = catalogFolder.isEmpty ? tail : catalogFolder + "/" + tail
    guard let path = [output.path, moved].first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw .missingFile(output.path, flight: name)
    }
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    guard size == output.byteCount else { throw .changedFile(path) }
    return path
  }
}
