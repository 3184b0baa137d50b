import Catalog
import Foundation
import Testing

@Suite struct CatalogQueryTests {
  private let folder: Folder
  private let catalog: CatalogDatabase

  init() throws {
    folder = try Folder()
    catalog = try folder.open()
    try catalog.record(flight("north", fingerprint: "f1"), at: noon)
  }

  @Test func `values keep their types`() throws {
    let result = try catalog.query("SELECT 1 AS a, 2.5 AS b, 'c' AS c, NULL AS d, x'0102' AS e;")
    #expect(result.columns == ["a", "b", "c", "d", "e"])
    #expect(result.rows == [[.integer(1), .real(2.5), .text("c"), .null, .blob([1, 2])]])
    #expect(!result.isTruncated)
  }

  @Test(arguments: [
    "-- first\n/* second */ SELECT name FROM flight", "VALUES ('north')",
    "with n(a) as (select name from flight) select a from n",
  ])
  func `queries of every form are answered`(sql: String) throws {
    #expect(try catalog.rows(sql) == [[.text("north")]])
  }

  @Test(arguments: [
    "", "  -- nothing", "/* open", "ATTACH 'other.sqlite' AS o", "PRAGMA user_version = 5",
    "PRAGMA user_version",
    "DELETE FROM flight", "BEGIN", "VACUUM INTO 'copy.sqlite'", "SELECT 1; DELETE FROM flight",
    "SELECT 1; SELECT 2", "WITH n AS (SELECT 1) DELETE FROM flight", "/**/DROP TABLE flight",
    "SELECT name FROM flight WHERE id = ?", "EXPLAIN DELETE FROM flight", ";DELETE FROM flight",
  ])
  func `anything else is refused`(sql: String) throws {
    let error = #expect(throws: CatalogError.self) { try catalog.query(sql) }
    guard case .notAQuery = error else {
      Issue.record("refused for another reason: \(String(describing: error))")
      return
    }
    #expect(try catalog.flights().count == 1)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { $0.hasPrefix("catalog") })
  }

  @Test func `a query that SQLite does not know says why`() throws {
    #expect(throws: CatalogError.queryFailed(reason: "no such column: colour")) {
      try catalog.query("SELECT colour FROM flight")
    }
  }

  @Test func `no more rows come than asked for`() throws {
    let sql = "WITH RECURSIVE n(a) AS (VALUES (1) UNION ALL SELECT a + 1 FROM n LIMIT 20) SELECT a FROM n"
    let some = try catalog.query(sql, rowLimit: 5)
    #expect(some.rows.count == 5)
    #expect(some.isTruncated)
    #expect(try !catalog.query(sql, rowLimit: 20).isTruncated)
  }

  @Test func `a query without end is interrupted`() throws {
    let sql = "WITH RECURSIVE n(a) AS (VALUES (1) UNION ALL SELECT a + 1 FROM n) SELECT max(a) FROM n"
    #expect(throws: CatalogError.queryTooSlow(limitSeconds: 0.1)) {
      try catalog.query(sql, timeLimitSeconds: 0.1)
    }
    #expect(try catalog.rows("SELECT 1") == [[.integer(1)]])
  }
}
