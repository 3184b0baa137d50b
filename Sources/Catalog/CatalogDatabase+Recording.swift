public import Foundation
internal import GRDB

extension CatalogDatabase {
  /// Records a flight, or finds it by its fingerprint.
  ///
  /// A flight that is known keeps its row; name, path and date become those of
  /// the record. A known name with a new fingerprint is a new flight.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be written or a value
  ///   is out of range, such as a date that is none.
  @discardableResult
  public func record(_ flight: FlightRecord, at time: Date) throws(CatalogError) -> FlightID {
    try write("record flight '\(flight.name)'") { db in
      try db.execute(
        sql: """
          INSERT INTO flight (name, path, fingerprint, taken_on, width_pixels, height_pixels, crs_name,
            crs_wkt, geotransform, pixel_area_m2, sensor, bands, sample_type, size_bytes, recorded_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (fingerprint) DO UPDATE SET
            name = excluded.name, path = excluded.path, taken_on = excluded.taken_on
          """,
        arguments: flight.arguments(recordedAt: CatalogTime.text(time)))
      let id = try Int64.fetchOne(
        db, sql: "SELECT id FROM flight WHERE fingerprint = ?", arguments: [flight.fingerprint])
      return FlightID(rawValue: id ?? 0)
    }
  }

  /// True where a run with these parameters is done for a flight with this content.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func isDone(fingerprint: String, parametersHash: String) throws(CatalogError) -> Bool {
    try read("look up a run") { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM run JOIN flight ON flight.id = run.flight_id
            WHERE fingerprint = ? AND parameters_hash = ? AND state = 'done')
          """, arguments: [fingerprint, parametersHash]) ?? false
    }
  }

  /// The done run whose results lie in the flight's folder, where it has these
  /// parameters.
  ///
  /// - Returns: `nil` where no run is done with them, or another run of the same
  ///   flight was done afterwards.
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func publication(
    fingerprint: String, parametersHash: String
  ) throws(CatalogError) -> Publication? {
    try read("look up what is published") { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT run.id, flight_id, parameters_hash, EXISTS (
            SELECT 1 FROM run AS other WHERE other.flight_id = run.flight_id AND other.state <> 'done'
              AND other.started_at >= run.finished_at) AS is_doubtful
          FROM run JOIN flight ON flight.id = run.flight_id
          WHERE fingerprint = ? AND state = 'done' ORDER BY run.id DESC LIMIT 1
          """, arguments: [fingerprint])
      guard let row, row["parameters_hash"] == parametersHash else { return nil }
      return Publication(
        run: RunID(rawValue: row["id"]), flight: FlightID(rawValue: row["flight_id"]),
        isDoubtful: row["is_doubtful"])
    }
  }

  /// Begins a run, goes on with an earlier one that did not end well, or finds
  /// that it is done.
  ///
  /// - Parameter renewing: True where a run that is done, and after which
  ///   another of the same flight was done, begins anew under a new number.
  /// - Throws: `CatalogError` where the catalog cannot be written.
  public func beginRun(
    _ parameters: RunParameters, of flight: FlightID, at time: Date, renewing: Bool = false
  ) throws(CatalogError) -> RunStart {
    try write("begin a run of job '\(parameters.jobName)'") { db in
      let known = try Row.fetchOne(
        db, sql: "SELECT id, state FROM run WHERE flight_id = ? AND parameters_hash = ?",
        arguments: [flight.rawValue, parameters.hash])
      guard let known else { return .begun(try insertRun(db, parameters, flight, time)) }
      let run = RunID(rawValue: known["id"])
      if known["state"] == "done" {
        guard try renewing && isSuperseded(db, run) else { return .alreadyDone(run) }
        try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run.rawValue])
        return .begun(try insertRun(db, parameters, flight, time))
      }
      try db.execute(
        sql: """
          UPDATE run SET state = 'running', attempts = attempts + 1, started_at = ?, finished_at = NULL,
            error = NULL, program_version = ?, job_name = ?, parameters_json = ? WHERE id = ?
          """,
        arguments: [
          CatalogTime.text(time), parameters.programVersion, parameters.jobName, parameters.json,
          run.rawValue,
        ])
      return .resumed(run)
    }
  }

  /// Ends a run badly; a run that is done stays so.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be written or has no such run.
  public func fail(_ run: RunID, error: String, at time: Date) throws(CatalogError) {
    try write("record a failed run") { db in
      try requireRun(db, run)
      try db.execute(
        sql: "UPDATE run SET state = 'failed', error = ?, finished_at = ? WHERE id = ? AND state <> 'done'",
        arguments: [error, CatalogTime.text(time), run.rawValue])
    }
  }

  /// True where another run of the same flight was done afterwards.
  private func isSuperseded(_ db: Database, _ run: RunID) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM run JOIN run AS other USING (flight_id)
          WHERE run.id = ? AND other.id > run.id AND other.state = 'done')
        """, arguments: [run.rawValue]) ?? false
  }

  private func insertRun(
    _ db: Database, _ parameters: RunParameters, _ flight: FlightID, _ time: Date
  ) throws -> RunID {
    try db.execute(
      sql: """
        INSERT INTO run (flight_id, job_name, parameters_json, parameters_hash, program_version, state,
          attempts, started_at) VALUES (?, ?, ?, ?, ?, 'running', 1, ?)
        """,
      arguments: [
        flight.rawValue, parameters.jobName, parameters.json, parameters.hash, parameters.programVersion,
        CatalogTime.text(time),
      ])
    return RunID(rawValue: db.lastInsertedRowID)
  }

  func requireRun(_ db: Database, _ run: RunID) throws {
    let exists = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM run WHERE id = ?)", arguments: [run.rawValue])
    guard exists == true else { throw CatalogError.noSuchRun(run.rawValue) }
  }
}

extension FlightRecord {
  fileprivate func arguments(recordedAt: String) -> StatementArguments {
    [
      name, path, fingerprint, takenOn, size.width, size.height, crsName, crsWKT,
      CatalogJSON.text(geoTransform.coefficients), pixelAreaSquareMetres, sensor, CatalogJSON.text(bands),
      sampleType.rawValue, byteCount, recordedAt,
    ]
  }
}
