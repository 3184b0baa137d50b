public import Catalog
public import GeoFiles
import Grid
import Pixels

/// Writes all current runs of a catalog as one GeoPackage: fields, patches and
/// flights on the map, class areas, index figures and runs as tables, with the
/// styles that QGIS applies by itself.
public struct SeasonExport: Sendable {
  /// The catalog.
  public let catalog: CatalogDatabase
  /// The runs, the newest flight last.
  public let runs: [CurrentRun]
  /// The reference system of all layers.
  public let crs: CoordinateSystem

  /// Chooses the runs.
  ///
  /// - Parameters:
  ///   - jobName: Only the runs of this job.
  ///   - crs: The reference system; `nil` for longitudes and latitudes, since
  ///     flights may lie in several zones.
  /// - Throws: `ExportError.noRun`, `CatalogError`, `GDALError`.
  public init(of catalog: CatalogDatabase, jobName: String?, crs: CoordinateSystem?) throws {
    self.catalog = catalog
    runs = try catalog.currentRuns(jobName: jobName)
    guard !runs.isEmpty else { throw ExportError.noRun(catalog: catalog.path) }
    self.crs = try crs ?? .wgs84()
  }

  /// Writes the file whole, checks every layer and puts it in the target's place.
  ///
  /// - Returns: The number of rows of each layer.
  /// - Throws: `ExportError`, `CatalogError`, `OutputError`, `GDALError` and what
  ///   reading the flights' files throws; what lay at the target before lies
  ///   there still.
  public func write(to target: String) throws -> [(layer: String, count: Int)] {
    var counts: [(layer: String, count: Int)] = []
    _ = try StagedExport.make(target) { staging in
      let path = staging.path(staging.name)
      let package = try SeasonPackage(path: path, crs: crs)
      let flights = try catalog.flights()
      // The newest flight comes first, since its boundaries and colours count.
      for run in runs.reversed() {
        let record = flights.last { $0.flight.name == run.flightName }?.flight
        try package.add(try ExportedFlight(run, in: catalog), record: record)
      }
      try package.finish()
      counts = package.counts
      for (layer, count) in counts {
        let found = try VectorTable.rowCount(of: layer, in: path)
        guard found != count else { continue }
        let difference = "layer '\(layer)' holds \(found) rows, not \(count)"
        throw OutputError(path: path, reason: .readBack(difference: difference))
      }
      return []
    }
    return counts
  }
}
