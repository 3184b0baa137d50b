internal import Catalog
internal import Exporting
internal import Foundation
internal import GeoFiles
internal import Reporting

/// One making of a site in a staging folder.
struct SiteMaking {
  let site: FarmSite
  /// Where it is made.
  let folder: String
  /// Where the site before lies, if there is one.
  let old: String
  /// What that one's tiles were made from.
  let oldMarker: SiteMarker

  var outcome = SiteOutcome()
  var marker = SiteMarker()
  /// The fields' numbers in the site.
  var keys: [FieldOutlines.Name: String] = [:]

  init(site: FarmSite, folder: String, old: String, oldMarker: SiteMarker) {
    (self.site, self.folder, self.old, self.oldMarker) = (site, folder, old, oldMarker)
  }

  /// Makes all of it.
  mutating func make() throws -> SiteOutcome {
    for name in ["assets", "data", "data/flights", "data/fields", "flights"] {
      try PlainFile.makeFolder("\(folder)/\(name)")
    }
    for file in SitePage.files { try PlainFile.write(Array(file.text.utf8), to: "\(folder)/\(file.name)") }
    try site.mapLibrary.copy(to: "\(folder)/assets/leaflet")
    let fields = try site.catalog.fields().filter { site.jobName == nil || $0.jobName == site.jobName }
    for (place, row) in fields.enumerated() { keys[Self.name(row)] = String(place) }
    let (flights, outlines) = try makeFlights()
    let shown = Set(flights.filter { !$0.isWithheld }.map(\.run.id))
    for row in fields { try writeRecord(of: row, shown: shown) }
    try writeData(flights, fields: fields, outlines: outlines)
    try marker.write(to: folder)
    outcome.fields = fields.count
    outcome.flights = flights.count
    return outcome
  }

  /// What a field is known by.
  static func name(_ row: FieldRow) -> FieldOutlines.Name {
    FieldOutlines.Name(job: row.jobName, id: row.field.fieldID)
  }

  /// Every flight's tiles, table and files; outlines as the newest has them.
  private mutating func makeFlights() throws -> ([SiteFlight], FieldOutlines) {
    let records = try site.catalog.flights()
    let ranges = try IndexRanges(of: site.catalog, jobName: site.jobName)
    var outlines = try FieldOutlines()
    var flights: [SiteFlight] = []
    for run in site.runs.reversed() {
      let exported = try ExportedFlight(run, in: site.catalog)
      var flight = SiteFlight(
        exported, record: records.last { $0.flight.name == run.flightName }?.flight)
      try PlainFile.makeFolder("\(folder)/flights/\(flight.key)")
      if let package = present("results.gpkg", of: exported) {
        try outlines.add(package: package, job: run.jobName)
      }
      if !flight.isWithheld { try addLayers(to: &flight, exported, ranges: ranges) }
      if site.hasDownloads { try addFiles(to: &flight, exported) }
      try writeTable(of: exported, flight: flight)
      flights.append(flight)
    }
    return (flights.reversed(), outlines)
  }

  /// The path of a result; `nil`, and told, where the run made it and it is gone.
  mutating func present(_ file: String, of flight: ExportedFlight) -> String? {
    do {
      return try flight.path(ofFile: file, what: file)
    } catch {
      if case .missingFile = error { tell("\(error)") }
      return nil
    }
  }

  /// The path of a raster that must be what the run made; `nil`, and told, where it is gone.
  ///
  /// It is hashed where it has been written since the site before.
  ///
  /// - Throws: `ExportError.changedFile`.
  mutating func unchanged(_ raster: String, of flight: ExportedFlight) throws -> String? {
    guard let path = present(raster, of: flight) else { return nil }
    let key = "flights/\(flight.run.id.rawValue)/\(raster)"
    let state = FileState(of: path)
    if state == nil || (marker.rasters[key] ?? oldMarker.rasters[key]) != state {
      _ = try flight.path(ofUnchangedFile: raster, what: raster)
    }
    marker.rasters[key] = state
    return path
  }

  private mutating func tell(_ missing: String) {
    if !outcome.missing.contains(missing) { outcome.missing.append(missing) }
  }
}
