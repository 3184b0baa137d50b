public import Catalog
public import Reporting

/// Makes reports from the catalog and from what runs published.
///
/// Not Sendable: it remembers what it read of runs.
public final class ReportSource {
  /// The catalog.
  public let catalog: CatalogDatabase
  private let runs: [RunID: RunRow]
  private let pixelAreas: [FlightID: Double]
  private var known: [RunID: RunResults] = [:]
  private let shelf = BoundaryShelf()
  private let drawsPictures: Bool

  /// Reads the lists of runs and flights.
  ///
  /// - Parameter drawsPictures: False for reports of which nobody looks at the
  ///   maps, but whose worst spots count.
  /// - Throws: `CatalogError`.
  public init(_ catalog: CatalogDatabase, drawsPictures: Bool = true) throws {
    self.catalog = catalog
    self.drawsPictures = drawsPictures
    runs = Dictionary(try catalog.runs().map { ($0.id, $0) }) { first, _ in first }
    pixelAreas = Dictionary(
      try catalog.flights().map { ($0.id, $0.flight.pixelAreaSquareMetres) }
    ) { first, _ in first }
  }

  /// The report of a field through the season; `nil` where no run that counts
  /// says anything of it.
  ///
  /// - Throws: `CatalogError`.
  public func report(field id: String, jobName: String) throws -> FieldReport? {
    let entries = try catalog.report(field: id, jobName: jobName, season: true)
    guard let last = entries.last else { return nil }
    let visits = try entries.map {
      FieldVisit(flight: try flight(of: $0.run), figures: FlightReport.FieldRow($0.result))
    }
    var report = FieldReport(
      jobName: jobName, fieldID: id, crop: last.result.field.crop,
      areaHectares: last.result.field.areaSquareMetres / 10_000, visits: visits,
      map: .missing(.nothingSeen), programVersion: Furrow.version)
    if let seen = visits.lastIndex(where: \.isSeen) {
      report.map = try maps(of: entries[seen].run).map(ofField: id)
    }
    return report
  }

  /// The report of a flight.
  ///
  /// - Throws: `CatalogError`.
  public func report(flight run: CurrentRun) throws -> FlightOverview {
    let results = try catalog.results(of: run.id)
    let isWithheld = results.drift?.action == .withheld
    let seen = isWithheld ? [] : results.fields.filter { $0.status != .uncovered }
    let earlier = try visits(before: run)
    let sawNothing = seen.isEmpty && !isWithheld
    let map: ReportMap = sawNothing ? .missing(.nothingSeen) : maps(of: results, run.id).mapOfFlight()
    let pixels = results.validPixels + results.nodataPixels + results.nonfinitePixels
    return FlightOverview(
      jobName: run.jobName, flight: try flight(of: run.id), fields: seen.map { FlightReport.FieldRow($0) },
      unseenFields: results.fields.filter { $0.status == .uncovered }.map(\.field.fieldID),
      earlierFlight: earlier?.flight, earlier: earlier?.visits ?? [:],
      validShare: pixels > 0 ? Double(results.validPixels) / Double(pixels) : 0,
      map: map,
      programVersion: Furrow.version)
  }

  /// What the job's flight before a run says of fields.
  private func visits(
    before run: CurrentRun
  ) throws -> (flight: ReportedFlight, visits: [String: FieldVisit])? {
    let chain = try catalog.currentRuns(jobName: run.jobName)
    guard let place = chain.firstIndex(where: { $0.id == run.id }) else { return nil }
    for before in chain[..<place].reversed() {
      let results = try catalog.results(of: before.id)
      guard results.drift?.action != .withheld else { continue }
      let flight = try flight(of: before.id)
      let visits = results.fields.filter { $0.status != .uncovered }.map {
        ($0.field.fieldID, FieldVisit(flight: flight, figures: FlightReport.FieldRow($0)))
      }
      return (flight, Dictionary(visits) { first, _ in first })
    }
    return nil
  }

  private func maps(of run: RunID) throws -> ReportMapMaker { maps(of: try results(of: run), run) }

  private func maps(of results: RunResults, _ run: RunID) -> ReportMapMaker {
    ReportMapMaker(
      results: results, pixelAreaSquareMetres: runs[run].flatMap { pixelAreas[$0.flight] } ?? 1,
      shelf: shelf, drawsPictures: drawsPictures)
  }

  /// What a run left, without its fields.
  private func results(of run: RunID) throws -> RunResults {
    if let results = known[run] { return results }
    var results = try catalog.results(of: run)
    results.fields = []
    results.histograms = []
    known[run] = results
    return results
  }

  private func flight(of run: RunID) throws -> ReportedFlight {
    let results = try results(of: run)
    let row = runs[run]
    return ReportedFlight(
      name: row?.flightName ?? "", date: row?.takenOn, classes: results.classes,
      correctionSource: results.areaCorrectionSource, drift: results.drift.flatMap(ReportedFlight.Drift.init),
      warnings: results.warnings,
      run: ReportedFlight.Run(
        model: results.model.map { "\($0.name) (\($0.created))" }, modelHash: results.model?.cardSHA256,
        programVersion: row?.parameters.programVersion ?? "", parameters: row?.parameters.json ?? "{}",
        parametersHash: row?.parameters.hash ?? "", endedAt: row?.finishedAt))
  }
}

extension ReportedFlight.Drift {
  /// What there is to say of drift; `nil` where there is nothing.
  init?(_ drift: RunDrift) {
    switch drift.action {
    case .none: return nil
    case .noted: self.init(.noted, reason: drift.reason)
    case .marked: self.init(.marked, reason: drift.reason)
    case .withheld: self.init(.withheld, reason: drift.reason)
    }
  }
}
