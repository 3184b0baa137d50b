internal import GRDB
public import Pixels

/// What one flight says of a field.
public struct FieldReportEntry: Hashable, Sendable {
  /// The run that found it.
  public var run: RunID
  /// The flight's name.
  public var flightName: String
  /// The day of the flight.
  public var takenOn: String?
  /// The classes of the run's mask.
  public var classes: [Legend.Entry]
  /// Where the run's corrected areas come from; `nil` where areas are as mapped.
  public var areaCorrectionSource: String?
  /// What was found about drift; `nil` where nobody looked.
  public var drift: RunDrift?
  /// The result, with the field as it was then.
  public var result: FieldResult
}

extension CatalogDatabase {
  /// What is known of a field, flight by flight, oldest first.
  ///
  /// Only the newest done run of each job on each flight's newest content
  /// counts, and none that is withheld. A field that several jobs know has the entries of all of them
  /// unless a job is named.
  ///
  /// - Parameters:
  ///   - fieldID: The id from the boundary file.
  ///   - jobName: The job whose field is meant.
  ///   - season: True for all flights, false for the last that covers any of it.
  /// - Returns: Empty where the field is unknown.
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func report(
    field fieldID: String, jobName: String? = nil, season: Bool
  ) throws(CatalogError) -> [FieldReportEntry] {
    try read("report field '\(fieldID)'") { db in
      let order =
        season ? "taken_on, run_id" : "status = 'uncovered', taken_on DESC, run_id DESC LIMIT 1"
      // CROSS JOIN makes SQLite begin with the field instead of all results.
      return try Row.fetchAll(
        db,
        sql: """
          SELECT field.*, field_result.*, flight, taken_on, area_correction_source
          FROM field CROSS JOIN field_result ON field_key = field.id
          JOIN v_current_runs USING (run_id)
          JOIN run ON run.id = run_id JOIN flight ON flight.id = run.flight_id
          WHERE field.field_id = ?1 AND (?2 IS NULL OR field.job_name = ?2)
            AND NOT EXISTS (SELECT 1 FROM run_drift
              WHERE run_drift.run_id = run.id AND run_drift.action = 'withheld') ORDER BY \(order)
          """, arguments: [fieldID, jobName]
      ).map { try Self.entry(db, $0) }
    }
  }

  /// The results of one run's fields in the order of their ids.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func fieldResults(of run: RunID) throws(CatalogError) -> [FieldResult] {
    try read("read the results of run \(run.rawValue)") { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT field.*, field_result.* FROM field_result JOIN field ON field.id = field_key
          WHERE run_id = ? ORDER BY field_id, field_key
          """, arguments: [run.rawValue]
      ).map { try Self.result(db, $0) }
    }
  }

  private static func entry(_ db: Database, _ row: Row) throws -> FieldReportEntry {
    let run: Int64 = row["run_id"]
    return FieldReportEntry(
      run: RunID(rawValue: run), flightName: row["flight"], takenOn: row["taken_on"],
      classes: try classes(db, run: run), areaCorrectionSource: row["area_correction_source"],
      drift: try drift(db, run: run), result: try result(db, row))
  }

  static func classes(_ db: Database, run: Int64) throws -> [Legend.Entry] {
    try Row.fetchAll(db, sql: "SELECT * FROM class WHERE run_id = ? ORDER BY code", arguments: [run])
      .map(Legend.Entry.init)
  }

  private static func result(_ db: Database, _ row: Row) throws -> FieldResult {
    let figures = { (table: String, order: String) in
      let statement = try db.cachedStatement(
        sql: "SELECT * FROM \(table) WHERE run_id = ? AND field_key = ? ORDER BY \(order)")
      let keys: [Int64] = [row["run_id"], row["field_key"]]
      return try Row.fetchAll(statement, arguments: StatementArguments(keys))
    }
    return FieldResult(
      field: FieldRecord(row), status: CoverageStatus(rawValue: row["status"]) ?? .uncovered,
      coveredFraction: row["covered_fraction"], validFraction: row["valid_fraction"],
      coveredAreaSquareMetres: row["covered_area_m2"],
      classAreas: try figures("class_area", "code").map(ClassArea.init),
      indexFigures: try figures("index_figure", "index_name").map(IndexFigures.init),
      findings: try figures("finding", "name").map(Finding.init))
  }
}
