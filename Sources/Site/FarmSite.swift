public import Catalog
internal import Exporting
internal import Foundation
internal import GeoFiles
internal import Reporting

/// A static site over a catalog: a map, a table and curves of all fields and
/// flights, to be opened from a folder or any web server.
public struct FarmSite: Sendable {
  /// The most tiles of a layer unless something else is said.
  public static let usualTileLimit = 10_000

  /// The catalog.
  public let catalog: CatalogDatabase
  /// The runs, the newest flight last.
  public let runs: [CurrentRun]
  /// The job's name where only its runs count.
  public let jobName: String?
  /// The most tiles of a layer; beyond it the map magnifies the finest.
  public var tileLimit = usualTileLimit
  /// What draws the map.
  public var mapLibrary = MapLibrary.ofSystem
  /// False to leave the files of results out.
  public var hasDownloads = true

  /// Chooses the runs.
  ///
  /// - Throws: `SiteError.noRun`, `CatalogError`.
  public init(of catalog: CatalogDatabase, jobName: String?) throws {
    self.catalog = catalog
    self.jobName = jobName
    runs = try catalog.currentRuns(jobName: jobName)
    guard !runs.isEmpty else { throw SiteError.noRun(catalog: catalog.path) }
  }

  /// Makes the site beside its place and puts it there whole.
  ///
  /// Tiles whose raster, colours and limit are those of the site that lies
  /// there are taken over.
  ///
  /// - Returns: What was made.
  /// - Throws: `SiteError`, `OutputError`, `GDALError`, `CatalogError`,
  ///   `ExportError.changedFile`; what lay at the target before lies there still.
  public func write(to target: String) throws -> SiteOutcome {
    guard mapLibrary.isInstalled else { throw SiteError.noMapLibrary(folder: mapLibrary.folder) }
    try SiteMarker.check(target)
    let staging = try StagedTree(beside: target)
    defer { staging.discard() }
    do {
      var making = SiteMaking(
        site: self, folder: staging.folder, old: staging.target,
        oldMarker: SiteMarker(of: staging.target) ?? SiteMarker())
      let outcome = try making.make()
      try SiteMarker.check(target)
      try staging.publish()
      return outcome
    } catch var error as OutputError where error.path.hasPrefix(staging.folder) {
      error.path = target + error.path.dropFirst(staging.folder.count)
      throw error
    }
  }
}

/// What a site holds.
public struct SiteOutcome: Hashable, Sendable {
  /// The fields.
  public var fields = 0
  /// The flights.
  public var flights = 0
  /// Tiles that were made.
  public var tilesMade = 0
  /// Tiles that were taken over from the site before.
  public var tilesKept = 0
  /// Files to download.
  public var downloads = 0
  /// Layers whose map magnifies because more tiles are not wanted, as "flight: layer".
  public var magnified: [String] = []
  /// Files of results that are gone, one sentence each.
  public var missing: [String] = []
}
