public import Foundation
internal import GRDB

/// What goes when a flight is forgotten.
public struct ForgottenFlight: Hashable, Sendable {
  /// The jobs that have it in their queue.
  public var jobs: [String]
  /// Its runs, of every content under its name.
  public var runs: [RunID]
  /// The files of these runs that no other run refers to.
  public var outputs: [String]
  /// True where another flight of the queue has the same content, whose runs
  /// therefore stay.
  public var isShared: Bool
}

extension CatalogDatabase {
  /// What would go if a flight were forgotten.
  ///
  /// - Parameter job: Only what concerns this job.
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func forgetting(
    flight name: String, of job: String? = nil
  ) throws(CatalogError) -> ForgottenFlight {
    try read("tell what is known of flight '\(name)'") { db in
      try Forgetting(db: db, name: name, job: job).found()
    }
  }

  /// Removes a flight from the queue, with its runs and their results, all or
  /// nothing; the event of it stays. What other flights or jobs refer to stays.
  ///
  /// - Returns: What went.
  /// - Throws: `CatalogError` where the catalog cannot be written.
  @discardableResult
  public func forget(
    flight name: String, of job: String? = nil, at time: Date
  ) throws(CatalogError) -> ForgottenFlight {
    try write("forget flight '\(name)'") { db in
      let forgetting = Forgetting(db: db, name: name, job: job)
      let found = try forgetting.found()
      try forgetting.remove(found, at: time)
      return found
    }
  }
}

/// Finds and removes what a flight left, inside of a transaction.
private struct Forgetting {
  let db: Database
  let name: String
  let job: String?

  func found() throws -> ForgottenFlight {
    let jobs = try String.fetchAll(
      db,
      sql: """
        SELECT job_name FROM queue WHERE flight_name = ?1 AND (?2 IS NULL OR job_name = ?2) ORDER BY 1
        """, arguments: [name, job])
    let all = try Row.fetchAll(
      db,
      sql: """
        SELECT run.id, EXISTS (
          SELECT 1 FROM queue WHERE queue.fingerprint = flight.fingerprint AND flight_name <> ?1) AS is_shared
        FROM run JOIN flight ON flight.id = flight_id
        WHERE name = ?1 AND (?2 IS NULL OR job_name = ?2) ORDER BY run.id
        """, arguments: [name, job])
    let runs: [Int64] = all.filter { $0["is_shared"] == false }.map { $0["id"] }
    return ForgottenFlight(
      jobs: jobs, runs: runs.map(RunID.init), outputs: try outputs(of: runs),
      isShared: runs.count < all.count)
  }

  private func outputs(of runs: [Int64]) throws -> [String] {
    let rows = try Row.fetchAll(db, sql: "SELECT run_id, path FROM run_output ORDER BY path")
    let own = Set(runs)
    let others = Set(rows.filter { !own.contains($0["run_id"]) }.map { $0["path"] as String })
    var seen: Set<String> = []
    return rows.filter { own.contains($0["run_id"]) }.map { $0["path"] as String }
      .filter { !others.contains($0) && seen.insert($0).inserted }
  }

  func remove(_ found: ForgottenFlight, at time: Date) throws {
    for run in found.runs {
      try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [run.rawValue])
    }
    try db.execute(
      sql: "DELETE FROM flight WHERE name = ? AND id NOT IN (SELECT flight_id FROM run)", arguments: [name])
    try db.execute(sql: "DELETE FROM field WHERE id NOT IN (SELECT field_key FROM field_result)")
    for job in found.jobs {
      try db.execute(
        sql: "DELETE FROM queue WHERE job_name = ? AND flight_name = ?", arguments: [job, name])
      try CatalogEvent(at: time, jobName: job, flightName: name, event: "forgotten").insert(db)
    }
  }
}
