public import Foundation
internal import GRDB

extension CatalogDatabase {
  /// Notes that a tile row of a run is complete on disk; see `sealTileRows`.
  ///
  /// - Throws: `CatalogError`.
  public func sealTileRow(
    _ tileRow: Int, of run: RunID, sha256: String, at time: Date
  ) throws(CatalogError) {
    try sealTileRows([tileRow: sha256], of: run, at: time)
  }

  /// Notes that tile rows of a run are complete on disk, all or none.
  ///
  /// The same row with the same hash may be sealed again, by anybody.
  ///
  /// - Parameter hashes: The hash of each row's bytes.
  /// - Throws: `CatalogError.tileRowConflict` where one was sealed with another
  ///   hash; others where the catalog cannot be written or has no such run.
  public func sealTileRows(
    _ hashes: [Int: String], of run: RunID, at time: Date
  ) throws(CatalogError) {
    try write("seal tile rows") { db in
      try requireRun(db, run)
      let text = CatalogTime.text(time)
      for (tileRow, sha256) in hashes.sorted(by: { $0.key < $1.key }) {
        try seal(db, tileRow, of: run, sha256: sha256, at: text)
      }
    }
  }

  private func seal(
    _ db: Database, _ tileRow: Int, of run: RunID, sha256: String, at time: String
  ) throws {
    try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO tile_row (run_id, tile_row, sha256, sealed_at) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [run.rawValue, tileRow, sha256, time])
    guard db.changesCount == 0 else { return }
    let sealed = try String.fetchOne(
      db, sql: "SELECT sha256 FROM tile_row WHERE run_id = ? AND tile_row = ?",
      arguments: [run.rawValue, tileRow])
    guard sealed == sha256 else {
      throw CatalogError.tileRowConflict(
        run: run.rawValue, tileRow: tileRow, sealed: sealed ?? "none", offered: sha256)
    }
  }

  /// The sealed tile rows of a run with the hash of each.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func sealedTileRows(of run: RunID) throws(CatalogError) -> [Int: String] {
    try read("read the ledger") { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT tile_row, sha256 FROM tile_row WHERE run_id = ?", arguments: [run.rawValue])
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["tile_row"], $0["sha256"]) })
    }
  }

  /// Forgets sealed tile rows whose bytes are not what the ledger says.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be written.
  public func unsealTileRows(_ tileRows: [Int], of run: RunID) throws(CatalogError) {
    try write("unseal tile rows") { db in
      for tileRow in tileRows {
        try db.execute(
          sql: "DELETE FROM tile_row WHERE run_id = ? AND tile_row = ?", arguments: [run.rawValue, tileRow])
      }
    }
  }
}
