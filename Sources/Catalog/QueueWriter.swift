import Foundation
internal import GRDB

/// Writes the queue of one job inside of a transaction.
struct QueueWriter {
  let db: Database
  let job: String
  /// The moment of every change.
  let time: String

  /// Adds a flight that waits, or takes over where its files lie now.
  func see(_ flight: QueueSighting) throws {
    let paths = CatalogJSON.text(flight.paths)
    let added = try db.cachedStatement(
      sql: """
        INSERT INTO queue (job_name, flight_name, paths, farm, taken_on, state, attempts, first_seen_at,
          changed_at) VALUES (?, ?, ?, ?, ?, 'waiting', 0, ?6, ?6)
        ON CONFLICT DO NOTHING
        """)
    try added.execute(arguments: [job, flight.flightName, paths, flight.farm, flight.takenOn, time])
    if db.changesCount > 0 { return try note(flight.flightName, "seen", flight.paths.first) }
    try db.cachedStatement(
      sql: "UPDATE queue SET paths = ?, farm = ?, taken_on = ? WHERE job_name = ? AND flight_name = ?"
    ).execute(arguments: [paths, flight.farm, flight.takenOn, job, flight.flightName])
  }

  /// Drops the rows of flights that the job no longer has.
  func dropAll(but known: Set<String>) throws {
    let names = try String.fetchAll(
      db,
      sql: """
        SELECT flight_name FROM queue
        WHERE job_name = ? AND state IN ('waiting', 'settling', 'failed', 'postponed')
        """, arguments: [job])
    for name in names where !known.contains(name) {
      try db.execute(
        sql: "DELETE FROM queue WHERE job_name = ? AND flight_name = ?", arguments: [job, name])
      try note(name, "gone")
    }
  }

  /// Brings a flight into another state.
  func change(_ flight: String, to change: QueueChange) throws {
    guard let entry = try entry(flight) else { return }
    var columns = QueueColumns(entry)
    let detail = columns.apply(change)
    guard columns != QueueColumns(entry) else { return }
    try db.cachedStatement(
      sql: """
        UPDATE queue SET state = ?, reason = ?, exit_code = ?, attempts = ?, next_try_at = ?, owner = ?,
          fingerprint = ?, parameters_hash = ?, program_version = ?, changed_at = ?
        WHERE job_name = ? AND flight_name = ?
        """
    ).execute(
      arguments: [
        columns.state.rawValue, columns.reason, columns.exitCode, columns.attempts,
        columns.nextTryAt.map(CatalogTime.text), columns.owner, columns.fingerprint, columns.parametersHash,
        columns.programVersion, time, job, flight,
      ])
    try note(flight, change.word, detail)
  }

  private func entry(_ flight: String) throws -> QueueEntry? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM queue WHERE job_name = ? AND flight_name = ?", arguments: [job, flight]
    ).map(QueueEntry.init)
  }

  private func note(_ flight: String, _ event: String, _ detail: String? = nil) throws {
    try CatalogEvent(
      at: CatalogTime.date(time), jobName: job, flightName: flight, event: event, detail: detail
    ).insert(db)
  }
}

extension QueueChange {
  /// The event that it is.
  var word: String {
    switch self {
    case .waiting: "waiting"
    case .settling: "settling"
    case .running: "running"
    case .stopped: "stopped"
    case .died: "died"
    case .done: "done"
    case .failed: "failed"
    case .postponed: "postponed"
    case .quarantined: "quarantined"
    }
  }
}

/// The columns of a row that a change of state touches.
private struct QueueColumns: Equatable {
  var state: QueueEntry.State
  var reason: String?
  var exitCode: Int32?
  var attempts: Int
  var nextTryAt: Date?
  var owner: String?
  var fingerprint: String?
  var parametersHash: String?
  var programVersion: String?

  init(_ entry: QueueEntry) {
    (state, reason, exitCode, attempts) = (entry.state, entry.reason, entry.exitCode, entry.attempts)
    (nextTryAt, owner) = (entry.nextTryAt, entry.owner)
    (fingerprint, parametersHash, programVersion) = (
      entry.fingerprint, entry.parametersHash, entry.programVersion
    )
  }

  /// Changes the columns; gives back what the event says besides its word.
  mutating func apply(_ change: QueueChange) -> String? {
    let before = self
    (reason, exitCode, nextTryAt, owner) = (nil, nil, nil, nil)
    switch change {
    case .waiting: (state, attempts) = (.waiting, 0)
    case .settling(let why): (state, reason) = (.settling, why)
    case .running(let who, let input):
      let isSame =
        before.fingerprint == input.fingerprint && before.parametersHash == input.parametersHash
        && before.programVersion == input.programVersion
      (state, owner, attempts) = (.running, who, isSame ? attempts + 1 : 1)
      take(input)
    case .stopped: (state, attempts) = (.waiting, max(0, attempts - 1))
    case .died: state = .waiting
    case .done(let input):
      state = .done
      take(input)
    case .failed(let failure): set(.failed, failure, before)
    case .postponed(let failure, let time):
      set(.postponed, failure, before)
      nextTryAt = time
    case .quarantined(let why, let content):
      (state, reason, fingerprint) = (.quarantined, why, content ?? fingerprint)
    }
    return reason ?? owner ?? before.owner
  }

  private mutating func take(_ input: QueueInput) {
    (fingerprint, parametersHash, programVersion) = (
      input.fingerprint, input.parametersHash, input.programVersion
    )
  }

  /// A try that was not begun failed before its input was known; one that the
  /// machine failed says nothing of its input.
  private mutating func set(_ state: QueueEntry.State, _ failure: QueueFailure, _ before: QueueColumns) {
    (self.state, reason, exitCode) = (state, failure.reason, failure.exitCode)
    let wasBegun = before.state == .running
    if !wasBegun { attempts = before.fingerprint == nil ? attempts + 1 : 1 }
    guard !wasBegun || failure.isOfMachine else { return }
    (fingerprint, parametersHash, programVersion) = (nil, nil, nil)
  }
}
