internal import GRDB

/// The run of a job on a flight whose results count.
public struct CurrentRun: Hashable, Sendable {
  /// The run.
  public var id: RunID
  /// The job.
  public var jobName: String
  /// The flight's name.
  public var flightName: String
  /// The day of the flight.
  public var takenOn: String?
}

extension CatalogDatabase {
  /// The newest done run of each job on each flight's newest content, the
  /// newest flight last; flights without a date come first.
  ///
  /// - Parameter jobName: Only the runs of this job.
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func currentRuns(jobName: String? = nil) throws(CatalogError) -> [CurrentRun] {
    try read("list the current runs") { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT run_id, job, v_current_runs.flight AS flight, taken_on
          FROM v_current_runs JOIN run ON run.id = run_id JOIN flight ON flight.id = run.flight_id
          WHERE ?1 IS NULL OR job = ?1 ORDER BY taken_on, run_id
          """, arguments: [jobName]
      ).map { row in
        CurrentRun(
          id: RunID(rawValue: row["run_id"]), jobName: row["job"], flightName: row["flight"],
          takenOn: row["taken_on"])
      }
    }
  }

  /// The version of the SQLite library, as in "3.40.1".
  ///
  /// - Throws: `CatalogError` where the library cannot open a database in memory.
  public static func sqliteVersion() throws(CatalogError) -> String {
    do {
      let version = try DatabaseQueue().read { db in try String.fetchOne(db, sql: "SELECT sqlite_version()") }
      return version ?? "unknown"
    } catch {
      throw CatalogError(error, operation: "tell SQLite's version", path: ":memory:", busyTimeoutSeconds: 0)
    }
  }
}
