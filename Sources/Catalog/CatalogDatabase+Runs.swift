import FieldStatistics
internal import GRDB

/// A run in a list.
public struct RunRow: Hashable, Sendable {
  /// How far a run has come.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// It is at work, or was killed.
    case running
    /// Its results are recorded.
    case done
    /// It ended with an error.
    case failed
  }

  /// The run's number.
  public var id: RunID
  /// The flight's number.
  public var flight: FlightID
  /// The flight's name.
  public var flightName: String
  /// The day of the flight.
  public var takenOn: String?
  /// What the run is of.
  public var parameters: RunParameters
  /// How far it has come.
  public var state: State
  /// How often it was begun.
  public var attempts: Int
  /// When it was begun last, as UTC text.
  public var startedAt: String
  /// When it ended, as UTC text.
  public var finishedAt: String?
  /// Why it failed.
  public var error: String?
}

extension CatalogDatabase {
  /// All runs in the order in which they were first begun.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func runs() throws(CatalogError) -> [RunRow] {
    try read("list runs") { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT run.*, name, taken_on FROM run JOIN flight ON flight.id = flight_id ORDER BY run.id
          """
      ).map(RunRow.init)
    }
  }

  /// Everything that a run left; of one that is not done, what there is.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read or has no such run.
  public func results(of run: RunID) throws(CatalogError) -> RunResults {
    let fields = try fieldResults(of: run)
    return try read("read the results of run \(run.rawValue)") { db in
      guard
        let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE id = ?", arguments: [run.rawValue])
      else { throw CatalogError.noSuchRun(run.rawValue) }
      let rows = { (table: String, order: String) in
        try Row.fetchAll(
          db, sql: "SELECT * FROM \(table) WHERE run_id = ? ORDER BY \(order)", arguments: [run.rawValue])
      }
      return RunResults(
        validPixels: row["valid_pixels"] ?? 0, nodataPixels: row["nodata_pixels"] ?? 0,
        nonfinitePixels: row["nonfinite_pixels"] ?? 0,
        outputs: try rows("run_output", "kind, path").map(RunResults.Output.init),
        thresholds: try rows("run_threshold", "ordinal").map(RunResults.Threshold.init),
        warnings: try rows("run_warning", "ordinal").map { $0["message"] },
        classes: try Self.classes(db, run: run.rawValue), fields: fields,
        areaCorrectionSource: row["area_correction_source"],
        histograms: histograms(try rows("index_histogram", "index_name, bin_low")),
        model: try Self.model(db, run: run.rawValue), drift: try Self.drift(db, run: run.rawValue))
    }
  }

  private func histograms(_ rows: [Row]) -> [RunResults.Histogram] {
    var histograms: [RunResults.Histogram] = []
    for row in rows {
      let name: String = row["index_name"]
      if histograms.last?.indexName != name { histograms.append(.init(indexName: name, bins: [])) }
      histograms[histograms.count - 1].bins.append(
        ValueBin(low: row["bin_low"], high: row["bin_high"], pixelWeight: row["weight_pixels"]))
    }
    return histograms
  }
}

extension RunRow {
  fileprivate init(_ row: Row) {
    self.init(
      id: RunID(rawValue: row["id"]), flight: FlightID(rawValue: row["flight_id"]),
      flightName: row["name"], takenOn: row["taken_on"],
      parameters: RunParameters(
        jobName: row["job_name"], json: row["parameters_json"], hash: row["parameters_hash"],
        programVersion: row["program_version"]),
      state: State(rawValue: row["state"]) ?? .failed, attempts: row["attempts"],
      startedAt: row["started_at"], finishedAt: row["finished_at"], error: row["error"])
  }
}

extension RunResults.Output {
  init(_ row: Row) {
    self.init(kind: row["kind"], path: row["path"], sha256: row["sha256"], byteCount: row["size_bytes"])
  }
}

extension RunResults.Threshold {
  fileprivate init(_ row: Row) {
    self.init(expression: row["expression"], method: row["method"], value: row["value"])
  }
}
