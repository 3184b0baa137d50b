public import Foundation
internal import GRDB

extension CatalogDatabase {
  /// Notes that a tile row of a run is complete on disk.
  ///
  /// The same row with the same hash may be sealed again, by anybody.
  ///
  /// - Throws: `CatalogError.tileRowConflict` where it was sealed with another
  ///   hash; others where the catalog cannot be written or has no such run.
  public func sealTileRow(
    _ tileRow: Int, of run: RunID, sha256: String, at time: Date
  ) throws(CatalogError) {
    try write("seal tile row \(tileRow)") { db in
      try requireRun(db, run)
      try db.execute(
        sql: "INSERT OR IGNORE INTO tile_row (run_id, tile_row, sha256, sealed_at) VALUES (?, ?, ?, ?)",
        arguments: [run.rawValue, tileRow, sha256, CatalogTime.text(time)])
      let sealed = try String.fetchOne(
        db, sql: "SELECT sha256 FROM tile_row WHERE run_id = ? AND tile_row = ?",
        arguments: [run.rawValue, tileRow])
      guard sealed == sha256 else {
        throw CatalogError.tileRowConflict(
          run: run.rawValue, tileRow: tileRow, sealed: sealed ?? "none", offered: sha256)
      }
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
