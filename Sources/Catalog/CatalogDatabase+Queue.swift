public import Foundation
internal import GRDB

extension CatalogDatabase {
  /// Notes which flights a job has: new ones wait, known ones keep their state.
  ///
  /// Rows of flights that the job has no longer go, unless they are done,
  /// running or quarantined.
  ///
  /// - Parameter isAll: False where a part of the job's places could not be
  ///   looked at; no row goes then.
  /// - Throws: `CatalogError` where the catalog cannot be written or a date is none.
  public func note(
    _ flights: [QueueSighting], of job: String, isAll: Bool = true, at time: Date
  ) throws(CatalogError) {
    try write("note the flights of job '\(job)'") { db in
      let writer = QueueWriter(db: db, job: job, time: CatalogTime.text(time))
      for flight in flights { try writer.see(flight) }
      if isAll { try writer.dropAll(but: Set(flights.map(\.flightName))) }
    }
  }

  /// Records what becomes of a flight, and that it happened.
  ///
  /// A flight that is not known is left alone. What leaves a row as it was is
  /// no event.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be written.
  public func change(
    _ flight: String, of job: String, to change: QueueChange, at time: Date
  ) throws(CatalogError) {
    try write("record what becomes of flight '\(flight)'") { db in
      try QueueWriter(db: db, job: job, time: CatalogTime.text(time)).change(flight, to: change)
    }
  }

  /// Adds to what happened.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be written.
  public func add(_ event: CatalogEvent) throws(CatalogError) {
    try write("record an event") { db in try event.insert(db) }
  }

  /// The queue by job, then day, then name; flights without a day last.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func queue(of job: String? = nil) throws(CatalogError) -> [QueueEntry] {
    try read("read the queue") { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM queue WHERE ?1 IS NULL OR job_name = ?1
          ORDER BY job_name, taken_on IS NULL, taken_on, flight_name
          """, arguments: [job]
      ).map(QueueEntry.init)
    }
  }

  /// One flight of a job's queue; `nil` where it is not known.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func queueEntry(_ flight: String, of job: String) throws(CatalogError) -> QueueEntry? {
    try read("read the queue") { db in
      try Row.fetchOne(
        db, sql: "SELECT * FROM queue WHERE job_name = ? AND flight_name = ?", arguments: [job, flight]
      ).map(QueueEntry.init)
    }
  }

  /// What happened, oldest first.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func events(
    of flight: String? = nil, job: String? = nil
  ) throws(CatalogError) -> [CatalogEvent] {
    try read("read what happened") { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM event
          WHERE (?1 IS NULL OR flight_name = ?1) AND (?2 IS NULL OR job_name = ?2) ORDER BY id
          """, arguments: [flight, job]
      ).map(CatalogEvent.init)
    }
  }
}

extension CatalogEvent {
  func insert(_ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO event (at, job_name, flight_name, run_id, event, detail) VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [CatalogTime.text(at), jobName, flightName, run?.rawValue, event, detail])
  }

  fileprivate init(_ row: Row) {
    let run: Int64? = row["run_id"]
    self.init(
      at: CatalogTime.date(row["at"]), jobName: row["job_name"], flightName: row["flight_name"],
      run: run.map(RunID.init), event: row["event"], detail: row["detail"])
  }
}

extension QueueEntry {
  init(_ row: Row) {
    let nextTry: String? = row["next_try_at"]
    self.init(
      jobName: row["job_name"],
      flight: QueueSighting(
        flightName: row["flight_name"], paths: CatalogJSON.list(row["paths"]), farm: row["farm"],
        takenOn: row["taken_on"]),
      fingerprint: row["fingerprint"], parametersHash: row["parameters_hash"],
      programVersion: row["program_version"], state: State(rawValue: row["state"]) ?? .waiting,
      reason: row["reason"], exitCode: row["exit_code"], attempts: row["attempts"],
      nextTryAt: nextTry.map(CatalogTime.date), owner: row["owner"],
      firstSeenAt: CatalogTime.date(row["first_seen_at"]), changedAt: CatalogTime.date(row["changed_at"]))
  }
}
