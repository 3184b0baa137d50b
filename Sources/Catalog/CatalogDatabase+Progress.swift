internal import GRDB

/// How far the strips of a flight have come.
public struct StripProgress: Hashable, Sendable {
  /// Those that are sealed.
  public var sealed: Int
  /// All of them.
  public var count: Int
}

extension CatalogDatabase {
  /// How far the run of a flight in the queue has come; `nil` where it has not
  /// been prepared.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func progress(of entry: QueueEntry) throws(CatalogError) -> StripProgress? {
    try read("read the progress of flight '\(entry.flight.flightName)'") { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(*) FROM tile_row WHERE run_id = run.id) AS sealed, (
            SELECT detail FROM event
            WHERE flight_name = ?3 AND event.run_id = run.id AND event = 'prepared'
            ORDER BY event.id DESC LIMIT 1) AS prepared
          FROM run JOIN flight ON flight.id = flight_id WHERE fingerprint = ?1 AND parameters_hash = ?2
          """, arguments: [entry.fingerprint, entry.parametersHash, entry.flight.flightName])
      guard let row, let prepared: String = row["prepared"], let word = prepared.split(separator: " ").first,
        let count = Int(word)
      else { return nil }
      return StripProgress(sealed: row["sealed"], count: count)
    }
  }
}
