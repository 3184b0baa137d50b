internal import GRDB

extension CatalogDatabase {
  /// Copies the catalog as it is at one moment, while others may write it,
  /// into a new file, and checks the copy.
  ///
  /// The copy is one file without a log beside it. It is not synced.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read, or the copy not
  ///   be written or is not whole.
  /// - Source: SQLite's online backup, `sqlite3_backup_step`.
  public func copy(to path: String) throws(CatalogError) {
    let copy: DatabaseQueue
    do {
      copy = try DatabaseQueue(path: path)
    } catch {
      throw CatalogError(error, operation: "be made", path: path, busyTimeoutSeconds: busyTimeoutSeconds)
    }
    do {
      try queue.backup(to: copy)
      try copy.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
      let found = try copy.read { db in try Self.contradictions(db) }
      try copy.close()
      guard found.isEmpty else { throw CatalogError.corrupt(path: path, reason: found[0]) }
    } catch {
      throw CatalogError(
        error, operation: "be copied to '\(path)'", path: self.path, busyTimeoutSeconds: busyTimeoutSeconds)
    }
  }

  /// What SQLite finds wrong with the catalog's pages, indexes, checks and
  /// references; empty where nothing.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func contradictions() throws(CatalogError) -> [String] {
    do {
      // Not the connection for queries, which trusts no function of the schema's checks.
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(busyTimeoutSeconds)
      let reader = try DatabaseQueue(path: path, configuration: configuration)
      return try reader.read { db in try Self.contradictions(db) }
    } catch {
      throw CatalogError(
        error, operation: "be checked", path: path, busyTimeoutSeconds: busyTimeoutSeconds)
    }
  }

  private static func contradictions(_ db: Database) throws -> [String] {
    let pages = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
    let references = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(20).map { row in
      let (table, parent): (String, String) = (row["table"], row["parent"])
      return "a row of '\(table)' refers to a row of '\(parent)' that is not there"
    }
    return pages + references
  }
}
