public import Foundation
internal import GRDB

/// The files of one done run as the catalog lists them.
public struct PublishedRun: Hashable, Sendable {
  /// The run.
  public var run: RunID
  /// The job.
  public var jobName: String
  /// The flight's name.
  public var flightName: String
  /// When the run ended.
  public var finishedAt: Date
  /// True for the runs whose results count (see `currentRuns`), and for those
  /// of the content that the queue knows now.
  public var isCurrent: Bool
  /// The files.
  public var outputs: [RunResults.Output]
  /// For each of its fields, how many runs have newer results of it.
  public var newerResults: [Int]
}

extension CatalogDatabase {
  /// The done runs that have files, oldest first.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func publishedRuns() throws(CatalogError) -> [PublishedRun] {
    try read("list published files") { db in
      let outputs = Dictionary(
        grouping: try Row.fetchAll(db, sql: "SELECT * FROM run_output ORDER BY run_id, path"),
        by: { $0["run_id"] as Int64 })
      let newer = Dictionary(
        grouping: try Row.fetchAll(db, sql: Self.newerResultsSQL), by: { $0["run_id"] as Int64 })
      return try Row.fetchAll(
        db,
        sql: """
          SELECT run.id, job_name, name, finished_at,
            run.id IN (SELECT run_id FROM v_current_runs) OR EXISTS (
              SELECT 1 FROM queue WHERE queue.fingerprint = flight.fingerprint
                AND queue.parameters_hash = run.parameters_hash) AS is_current
          FROM run JOIN flight ON flight.id = flight_id WHERE state = 'done' ORDER BY run.id
          """
      ).compactMap { row in
        let run: Int64 = row["id"]
        guard let files = outputs[run] else { return nil }
        return PublishedRun(
          run: RunID(rawValue: run), jobName: row["job_name"], flightName: row["name"],
          finishedAt: CatalogTime.date(row["finished_at"]), isCurrent: row["is_current"],
          outputs: files.map(RunResults.Output.init), newerResults: (newer[run] ?? []).map { $0["newer"] })
      }
    }
  }

  private static let newerResultsSQL = """
    SELECT run_id, row_number() OVER (
      PARTITION BY job_name, field_id ORDER BY taken_on DESC, run_id DESC) - 1 AS newer
    FROM field_result
    JOIN field ON field.id = field_key
    JOIN (SELECT run.id AS run_id, taken_on FROM run JOIN flight ON flight.id = flight_id) USING (run_id)
    WHERE status <> 'uncovered'
    """

  /// Notes that the files of runs are gone; what the runs found stays.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be written.
  public func dropOutputs(of runs: [PublishedRun], because reason: String, at time: Date) throws(CatalogError)
  {
    try write("note removed files") { db in
      for run in runs {
        try db.execute(sql: "DELETE FROM run_output WHERE run_id = ?", arguments: [run.run.rawValue])
        try CatalogEvent(
          at: time, jobName: run.jobName, flightName: run.flightName, run: run.run, event: "removed",
          detail: reason
        ).insert(db)
      }
    }
  }

  /// How many events are older than a time.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func eventCount(before time: Date) throws(CatalogError) -> Int {
    try read("count events") { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM event WHERE at < ?", arguments: [CatalogTime.text(time)]) ?? 0
    }
  }

  /// Removes the events that are older than a time.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be written.
  public func removeEvents(before time: Date) throws(CatalogError) {
    try write("remove old events") { db in
      try db.execute(sql: "DELETE FROM event WHERE at < ?", arguments: [CatalogTime.text(time)])
    }
  }
}
