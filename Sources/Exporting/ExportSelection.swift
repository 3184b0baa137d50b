public import Catalog
import Pixels

/// Which flight, and of it which field, is exported.
public struct ExportSelection: Sendable {
  /// The flight.
  public let flight: ExportedFlight
  /// The field; `nil` for all of the flight.
  public let field: String?

  /// Finds what a name means.
  ///
  /// - Parameters:
  ///   - name: A flight or, where no flight has the name, a field; `nil` for
  ///     the newest flight.
  ///   - field: A field's id; its newest flight counts where no flight is named.
  ///   - jobName: Only the runs of this job.
  /// - Throws: `ExportError` where there is no such thing; `CatalogError`.
  public init(name: String?, field: String?, jobName: String?, in catalog: CatalogDatabase) throws {
    let runs = try catalog.currentRuns(jobName: jobName)
    guard let newest = runs.last else { throw ExportError.noRun(catalog: catalog.path) }
    let named = name.flatMap { name in runs.last { $0.flightName == name } }
    if let name, named == nil {
      guard field == nil, let run = try Self.run(of: name, among: runs, jobName, catalog) else {
        throw try Self.unknown(name, runs, catalog)
      }
      (flight, self.field) = (try ExportedFlight(run, in: catalog), name)
    } else if let field, named == nil {
      guard let run = try Self.run(of: field, among: runs, jobName, catalog) else {
        let known = try catalog.fields().map(\.field.fieldID)
        throw ExportError.unknownField(
          field, flight: nil, nearest: NearestName.nearest(to: field, among: known))
      }
      (flight, self.field) = (try ExportedFlight(run, in: catalog), field)
    } else {
      (flight, self.field) = (try ExportedFlight(named ?? newest, in: catalog), field)
    }
    if let field, !flight.fieldIDs.contains(field) {
      throw ExportError.unknownField(
        field, flight: flight.run.flightName,
        nearest: NearestName.nearest(to: field, among: flight.fieldIDs))
    }
  }

  /// The newest run that covers any of a field.
  private static func run(
    of field: String, among runs: [CurrentRun], _ jobName: String?, _ catalog: CatalogDatabase
  ) throws -> CurrentRun? {
    let entry = try catalog.report(field: field, jobName: jobName, season: false).last
    return runs.first { $0.id == entry?.run }
  }

  private static func unknown(
    _ name: String, _ runs: [CurrentRun], _ catalog: CatalogDatabase
  ) throws -> ExportError {
    let known = runs.map(\.flightName) + (try catalog.fields().map(\.field.fieldID))
    return .unknownName(name, catalog: catalog.path, nearest: NearestName.nearest(to: name, among: known))
  }
}
