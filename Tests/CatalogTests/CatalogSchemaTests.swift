import Catalog
import Foundation
import Testing

@Suite struct CatalogSchemaTests {
  @Test func `the schema file is that of a new catalog`() throws {
    let folder = try Folder()
    let schema = try folder.open().schemaSQL()
    let file = Repository.root.appending(path: "schemas/catalog.sql")
    if ProcessInfo.processInfo.environment["FURROW_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try schema.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded schemas/catalog.sql; run again without FURROW_RECORD")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == schema)
  }

  @Test func `the schema file makes the same tables in sqlite3`() throws {
    let folder = try Folder()
    _ = try folder.open()
    let schema = try String(
      contentsOf: Repository.root.appending(path: "schemas/catalog.sql"), encoding: .utf8)
    let copy = folder.path + "/copy.sqlite"
    _ = try folder.sqlite(schema, on: copy)
    let listing =
      "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '%grdb_migrations%' ORDER BY 1, 2"
    #expect(try folder.sqlite(listing, on: copy) == folder.sqlite(listing))
    #expect(try folder.sqlite("PRAGMA application_id", on: copy) == "1179996759\n")
  }
}
