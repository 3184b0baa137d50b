internal import GRDB

/// Writes the rows of one run's model and drift inside of a transaction.
struct DriftWriter {
  let db: Database
  let run: Int64

  func clear() throws {
    for table in ["run_drift_figure", "run_drift", "run_model"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE run_id = ?", arguments: [run])
    }
  }

  func write(_ model: RunModel) throws {
    try db.execute(
      sql: "INSERT INTO run_model VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [run, model.name, model.cardSHA256, model.created, model.folder, model.hasDriftReference])
  }

  func write(_ drift: RunDrift, at time: String) throws {
    let found = drift.comparison
    let area = found.map { $0.separability.map(Optional.some) } ?? []
    let areas: [Double?] = area.count == 3 ? area : [area.first ?? nil, nil, nil]
    let values: [(any DatabaseValueConvertible)?] =
      [
        run, drift.verdict.rawValue, drift.action.rawValue, drift.reason, found?.figure, found?.statistic,
        found?.threshold, drift.falseAlarm, drift.tolerance, found?.chance, areas[0], areas[1], areas[2],
        found?.reference, found?.seasonDays, found?.blockCounts.first, found?.blockCounts.last,
      ]
    try insert("run_drift", values)
    for (ordinal, figure) in (found?.figures ?? []).enumerated() {
      try insert(
        "run_drift_figure",
        [
          run, ordinal, figure.kind, figure.name, figure.distance, figure.line, figure.stabilityIndex,
          figure.familyChance, figure.ownChance, figure.effectiveSizes.first, figure.effectiveSizes.last,
        ])
    }
    try request(drift, at: time)
  }

  /// Queues the flight for annotation, once for each run.
  private func request(_ drift: RunDrift, at time: String) throws {
    guard drift.action == .marked || drift.action == .withheld else { return }
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO annotation_request (run_id, state, reason, requested_at)
        VALUES (?, 'open', ?, ?)
        """, arguments: [run, drift.reason, time])
  }

  private func insert(_ table: String, _ values: [(any DatabaseValueConvertible)?]) throws {
    let places = repeatElement("?", count: values.count).joined(separator: ", ")
    try db.execute(sql: "INSERT INTO \(table) VALUES (\(places))", arguments: StatementArguments(values))
  }
}
