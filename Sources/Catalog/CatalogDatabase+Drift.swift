internal import GRDB

/// A flight that is waiting for labels.
public struct AnnotationRequest: Hashable, Sendable {
  /// The request's number.
  public var id: Int64
  /// The flight's name.
  public var flightName: String
  /// The mosaic.
  public var path: String
  /// Why labels are wanted.
  public var reason: String
}

extension CatalogDatabase {
  /// The flights of a job whose annotation nobody has begun, oldest first; of
  /// each flight name only the newest content counts.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func annotationRequests(jobName: String) throws(CatalogError) -> [AnnotationRequest] {
    try read("list annotation requests") { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT request_id, v_annotation_requests.flight, path, reason FROM v_annotation_requests
          JOIN v_current_runs USING (run_id)
          WHERE v_annotation_requests.job = ? AND state = 'open' ORDER BY request_id
          """, arguments: [jobName]
      ).map {
        AnnotationRequest(
          id: $0["request_id"], flightName: $0["flight"], path: $0["path"], reason: $0["reason"])
      }
    }
  }

  /// Records that tiles of a flight were suggested.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be written.
  public func suggest(_ request: Int64, package: String, at time: String) throws(CatalogError) {
    try write("record suggested tiles") { db in
      try db.execute(
        sql: """
          UPDATE annotation_request SET state = 'suggested', suggested_at = ?, package = ? WHERE id = ?
          """, arguments: [time, package, request])
    }
  }

  /// The model of a run; `nil` for rules, and for runs of earlier versions.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func model(of run: RunID) throws(CatalogError) -> RunModel? {
    try read("read the model of run \(run.rawValue)") { db in try Self.model(db, run: run.rawValue) }
  }

  /// What was found about a run's drift; `nil` where nobody looked.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func drift(of run: RunID) throws(CatalogError) -> RunDrift? {
    try read("read the drift of run \(run.rawValue)") { db in try Self.drift(db, run: run.rawValue) }
  }

  static func model(_ db: Database, run: Int64) throws -> RunModel? {
    try Row.fetchOne(db, sql: "SELECT * FROM run_model WHERE run_id = ?", arguments: [run]).map { row in
      RunModel(
        name: row["name"], cardSHA256: row["card_sha256"], created: row["created"], folder: row["folder"],
        hasDriftReference: row["has_drift_reference"])
    }
  }

  static func drift(_ db: Database, run: Int64) throws -> RunDrift? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM run_drift WHERE run_id = ?", arguments: [run])
    else { return nil }
    let figures = try Row.fetchAll(
      db, sql: "SELECT * FROM run_drift_figure WHERE run_id = ? ORDER BY ordinal", arguments: [run])
    return RunDrift(
      RunDrift.Verdict(rawValue: row["verdict"]) ?? .unknown,
      action: RunDrift.Action(rawValue: row["action"]) ?? .none, reason: row["reason"],
      falseAlarm: row["false_alarm"], tolerance: row["tolerance"],
      comparison: RunDrift.Comparison(row, figures: figures.map(RunDrift.Figure.init)))
  }
}

extension RunDrift.Comparison {
  fileprivate init?(_ row: Row, figures: [RunDrift.Figure]) {
    guard let statistic: Double = row["statistic"] else { return nil }
    let area: [Double?] = [row["separability"], row["separability_lower"], row["separability_upper"]]
    self.init(
      figure: row["figure"], statistic: statistic, threshold: row["threshold"], chance: row["chance"],
      separability: area.compactMap(\.self), reference: row["reference"], seasonDays: row["season_days"],
      blockCounts: [row["reference_blocks"], row["flight_blocks"]], figures: figures)
  }
}

extension RunDrift.Figure {
  fileprivate init(_ row: Row) {
    self.init(
      kind: row["kind"], name: row["figure"], distance: row["ks"], line: row["line"],
      stabilityIndex: row["psi"], familyChance: row["chance_of_any"], ownChance: row["chance"],
      effectiveSizes: [row["reference_size"], row["flight_size"]])
  }
}
