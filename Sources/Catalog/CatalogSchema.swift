internal import GRDB

/// The tables of the catalog and how a file comes to have them.
enum CatalogSchema {
  /// "FURW": the number in the file's header that marks it as a catalog.
  static let applicationID: Int32 = 0x4655_5257

  /// The schema version that this program writes.
  static var version: Int { migrations.count }

  /// What each version added, in order.
  private static let migrations = [
    version1Tables + version1Views, version2, version3, version4, version5,
  ]

  /// Brings a file to the present schema; does nothing where it has it.
  static func migrate(_ queue: DatabaseQueue) throws {
    guard try queue.read({ try userVersion($0) }) < version else { return }
    do {
      try queue.write { db in
        try db.execute(
          sql: "CREATE TABLE IF NOT EXISTS grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY) STRICT")
      }
      try migrator.migrate(queue)
    } catch {
      // Another process may have brought the file to the present schema meanwhile.
      guard try queue.read({ try userVersion($0) }) == version else { throw error }
    }
  }

  /// Refuses a database of another program and a catalog of a later version.
  static func checkOwnership(_ db: Database, path: String) throws {
    let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
    let owner = try Int32.fetchOne(db, sql: "PRAGMA application_id")
    let isUnfinished = try owner == 0 && userVersion(db) == 0 && db.tableExists("grdb_migrations")
    guard isEmpty || isUnfinished || owner == applicationID else {
      throw CatalogError.notACatalog(path: path)
    }
    let found = try userVersion(db)
    guard found <= version else { throw CatalogError.newerSchema(path: path, found: found, known: version) }
  }

  /// Refuses a schema that is not the present one.
  static func checkVersion(_ db: Database, path: String) throws {
    let found = try userVersion(db)
    guard found <= version else { throw CatalogError.newerSchema(path: path, found: found, known: version) }
    guard found == version else { throw CatalogError.olderSchema(path: path, found: found, known: version) }
  }

  /// Refuses a file whose pages contradict each other.
  static func checkIntegrity(_ db: Database, path: String) throws {
    let found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
    guard found == "ok" else { throw CatalogError.corrupt(path: path, reason: found) }
  }

  private static func userVersion(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for (index, sql) in migrations.enumerated() {
      migrator.registerMigration("version \(index + 1)") { db in
        try db.execute(sql: sql)
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(index + 1)")
      }
    }
    return migrator
  }
}

extension CatalogDatabase {
  /// The schema as SQL that makes an empty catalog: header numbers, then
  /// tables, indexes and views in the order in which they are made.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func schemaSQL() throws(CatalogError) -> String {
    try read("read the schema") { db in
      let statements = try String.fetchAll(
        db,
        sql: """
          SELECT sql || ';' FROM sqlite_master
          WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'grdb_migrations'
          ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, rowid
          """)
      let header = [
        "PRAGMA application_id = \(CatalogSchema.applicationID);",
        "PRAGMA user_version = \(CatalogSchema.version);",
      ]
      return (header + statements).joined(separator: "\n\n") + "\n"
    }
  }
}
