import Catalog
import Foundation
import Testing

/// Catalogs of earlier schemas, made by the sqlite3 program alone.
@Suite struct CatalogUpgradeTests {
  /// A catalog of version 1 with one done run of one field.
  private static func earlier(in folder: Folder) throws {
    let schema = try String(
      contentsOf: Repository.root.appending(path: "schemas/earlier/catalog-1.sql"), encoding: .utf8)
    _ = try folder.sqlite(
      schema + """
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY) STRICT;
        INSERT INTO grdb_migrations VALUES ('version 1');
        INSERT INTO flight VALUES (1, 'may', 'flights/may.tif', 'f1', '2026-05-14', 1000, 500, 'UTM', 'PROJCRS[]',
          '[5,0.1,0,9,0,-0.1]', 0.01, 'rgb', '["red"]', 'uint8', 1500000, '2026-05-15T00:00:00.000Z');
        INSERT INTO run VALUES (1, 1, 'beets', '{}', 'p1', '0.1.0', 'done', 1, '2026-05-15T00:00:00.000Z',
          '2026-05-15T00:01:00.000Z', 40, 9, 1, NULL);
        INSERT INTO class VALUES (1, 0, 'soil', '#96785a', 'stuff', 'soil'),
          (1, 2, 'weed', '#ff0000', 'thing', 'weed');
        INSERT INTO field VALUES (7, 'beets', 'a', 1, 'beet', 0.45, 10000, 'b1');
        INSERT INTO field_result VALUES (1, 7, 'covered', 1, 1, 10000);
        INSERT INTO class_area VALUES (1, 7, 0, 9000, NULL, 0.9, NULL, NULL, NULL),
          (1, 7, 2, 1000, NULL, 0.1, 4, 1.5, 9);
        """)
    #expect(try folder.sqlite("PRAGMA user_version") == "1\n")
  }

  @Test func `a catalog of version 1 keeps its figures and has no corrected areas`() throws {
    let folder = try Folder()
    try Self.earlier(in: folder)
    let catalog = try folder.open()
    let entry = try #require(try catalog.report(field: "a", season: true).first)
    #expect(
      entry.result.classAreas == [
        ClassArea(code: 0, areaSquareMetres: 9000, fraction: 0.9),
        ClassArea(
          code: 2, areaSquareMetres: 1000, fraction: 0.1,
          patches: PatchFigures(count: 4, medianSquareMetres: 1.5, largestSquareMetres: 9)),
      ])
    #expect(entry.areaCorrectionSource == nil)
    #expect(
      try catalog.rows(
        "SELECT area_m2, corrected_area_m2, corrected_lower_m2, percent FROM v_season ORDER BY class")
        == [[.real(9000), .null, .null, .real(90)], [.real(1000), .null, .null, .real(10)]])
    #expect(try catalog.isDone(fingerprint: "f1", parametersHash: "p1"))
  }

  @Test func `an upgraded catalog has the schema of a new one and takes new results`() throws {
    let (folder, other) = (try Folder(), try Folder())
    try Self.earlier(in: folder)
    let catalog = try folder.open()
    let fresh = try other.open()
    let listing = "SELECT name, sql FROM sqlite_master WHERE name <> 'grdb_migrations' ORDER BY name"
    #expect(try catalog.rows(listing) == fresh.rows(listing))
    #expect(
      try folder.sqlite("PRAGMA user_version; PRAGMA integrity_check; PRAGMA foreign_key_check") == "5\nok\n")
    let expected = runResults([fieldResult("a", weed: 0.25)])
    let run = try catalog.beginRun(
      parameters("p2"), of: try catalog.record(flight("may", fingerprint: "f1"), at: noon), at: noon
    ).run
    try catalog.finish(run, with: expected, at: noon)
    #expect(try catalog.results(of: run) == expected)
    #expect(try catalog.report(field: "a", season: true).map(\.result) == expected.fields)
  }

  @Test func `a catalog of version 2 gets room for costs and keeps its runs`() throws {
    let (folder, other) = (try Folder(), try Folder())
    let schema = try String(
      contentsOf: Repository.root.appending(path: "schemas/earlier/catalog-2.sql"), encoding: .utf8)
    _ = try folder.sqlite(
      schema + """
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY) STRICT;
        INSERT INTO grdb_migrations VALUES ('version 1'), ('version 2');
        INSERT INTO flight VALUES (1, 'may', 'flights/may.tif', 'f1', '2026-05-14', 1000, 500, 'UTM', 'PROJCRS[]',
          '[5,0.1,0,9,0,-0.1]', 0.01, 'rgb', '["red"]', 'uint16', 1500000, '2026-05-15T00:00:00.000Z');
        INSERT INTO run VALUES (1, 1, 'beets', '{}', 'p1', '0.1.0', 'done', 1, '2026-05-15T00:00:00.000Z',
          '2026-05-15T00:01:00.000Z', 40, 9, 1, NULL, 'labels');
        """)
    let catalog = try folder.open()
    let listing = "SELECT name, sql FROM sqlite_master WHERE name <> 'grdb_migrations' ORDER BY name"
    #expect(try catalog.rows(listing) == other.open().rows(listing))
    let run = try #require(try catalog.runs().first?.id)
    #expect(try catalog.cost(of: run) == nil)
    #expect(try catalog.results(of: run).areaCorrectionSource == "labels")
    try catalog.record(runCost(), of: run)
    #expect(try catalog.cost(of: run) == runCost())
  }

  @Test func `a catalog of version 3 gets a queue and keeps what runs took`() throws {
    let (folder, other) = (try Folder(), try Folder())
    let schema = try String(
      contentsOf: Repository.root.appending(path: "schemas/earlier/catalog-3.sql"), encoding: .utf8)
    _ = try folder.sqlite(
      schema + """
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY) STRICT;
        INSERT INTO grdb_migrations VALUES ('version 1'), ('version 2'), ('version 3');
        INSERT INTO flight VALUES (1, 'may', 'flights/may.tif', 'f1', '2026-05-14', 1000, 500, 'UTM', 'PROJCRS[]',
          '[5,0.1,0,9,0,-0.1]', 0.01, 'rgb', '["red"]', 'uint16', 1500000, '2026-05-15T00:00:00.000Z');
        INSERT INTO run VALUES (1, 1, 'beets', '{}', 'p1', '0.1.0', 'done', 1, '2026-05-15T00:00:00.000Z',
          '2026-05-15T00:01:00.000Z', 40, 9, 1, NULL, 'labels');
        INSERT INTO run_cost VALUES (1, 2, 9, 12, 400, 50, 40, NULL, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        """)
    let catalog = try folder.open()
    let listing = "SELECT name, sql FROM sqlite_master WHERE name <> 'grdb_migrations' ORDER BY name"
    #expect(try catalog.rows(listing) == other.open().rows(listing))
    let run = try #require(try catalog.runs().first?.id)
    #expect(try catalog.cost(of: run)?.wallSeconds == 9)
    #expect(try catalog.rows("SELECT count(*) FROM v_queue") == [[.integer(0)]])
  }

  @Test func `a catalog of version 4 gets models and drift, and its figures count as before`() throws {
    let (folder, other) = (try Folder(), try Folder())
    let schema = try String(
      contentsOf: Repository.root.appending(path: "schemas/earlier/catalog-4.sql"), encoding: .utf8)
    _ = try folder.sqlite(
      schema + """
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY) STRICT;
        INSERT INTO grdb_migrations VALUES ('version 1'), ('version 2'), ('version 3'), ('version 4');
        INSERT INTO flight VALUES (1, 'may', 'flights/may.tif', 'f1', '2026-05-14', 1000, 500, 'UTM', 'PROJCRS[]',
          '[5,0.1,0,9,0,-0.1]', 0.01, 'rgb', '["red"]', 'uint16', 1500000, '2026-05-15T00:00:00.000Z');
        INSERT INTO run VALUES (1, 1, 'beets', '{}', 'p1', '0.1.0', 'done', 1, '2026-05-15T00:00:00.000Z',
          '2026-05-15T00:01:00.000Z', 40, 9, 1, NULL, 'labels');
        INSERT INTO field VALUES (7, 'beets', 'a', 1, 'beet', 0.45, 10000, 'b1');
        INSERT INTO field_result VALUES (1, 7, 'covered', 1, 1, 10000);
        """)
    let catalog = try folder.open()
    let listing = "SELECT name, sql FROM sqlite_master WHERE name <> 'grdb_migrations' ORDER BY name"
    #expect(try catalog.rows(listing) == other.open().rows(listing))
    #expect(try catalog.rows("SELECT flight, drift FROM v_field_results") == [[.text("may"), .null]])
    let run = try #require(try catalog.runs().first?.id)
    #expect(try catalog.model(of: run) == nil && catalog.drift(of: run) == nil)
  }

  @Test func `an earlier catalog is left alone by a reader`() throws {
    let folder = try Folder()
    try Self.earlier(in: folder)
    #expect(throws: CatalogError.olderSchema(path: folder.catalog, found: 1, known: 5)) {
      try CatalogDatabase(path: folder.catalog, access: .read)
    }
    #expect(try folder.sqlite("PRAGMA user_version") == "1\n")
  }

  @Test func `an interval whose ends are in the wrong order is refused`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    var field = fieldResult("a", weed: 0.1)
    field.classAreas[1].corrected?.margin = .init(
      standardErrorSquareMetres: 1, lowerSquareMetres: 9, upperSquareMetres: 8)
    #expect(throws: CatalogError.self) {
      try catalog.recordDone(flight("may", fingerprint: "f1"), fields: [field])
    }
    field.classAreas[1].corrected = CorrectedArea(areaSquareMetres: 5)
    let run = try catalog.recordDone(flight("may", fingerprint: "f1"), fields: [field])
    #expect(try catalog.results(of: run).fields == [field])
  }
}
