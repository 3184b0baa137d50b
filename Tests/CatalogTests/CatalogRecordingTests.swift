import Catalog
import FieldStatistics
import Foundation
import Grid
import Testing

@Suite struct CatalogRecordingTests {
  @Test func `a flight recorded twice is one row`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    let first = try catalog.record(flight("north", fingerprint: "f1"), at: noon)
    let again = try catalog.record(flight("north", fingerprint: "f1"), at: noon + 5)
    #expect(first == again)
    #expect(try catalog.flights().count == 1)
  }

  @Test func `a known name with new content is a new version`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    try catalog.recordDone(flight("north", fingerprint: "f1"), fields: [fieldResult("a", weed: 0.1)])
    try catalog.recordDone(flight("north", fingerprint: "f2"), fields: [fieldResult("a", weed: 0.3)])
    #expect(try catalog.flights().map(\.version) == [1, 2])
    let season = try catalog.report(field: "a", season: true)
    #expect(season.map { $0.result.classAreas.last?.fraction } == [0.3])
  }

  @Test func `a date that is none is refused`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    let error = #expect(throws: CatalogError.self) {
      try catalog.record(flight("north", fingerprint: "f1", takenOn: "2026-02-30"), at: noon)
    }
    #expect(error?.description.contains("taken_on") == true)
    #expect(throws: Never.self) {
      try catalog.record(flight("south", fingerprint: "f2", takenOn: nil), at: noon)
    }
  }

  @Test func `results come back as they were recorded`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    let expected = runResults([fieldResult("a", weed: 0.1), fieldResult("b", weed: 0.2)])
    let id = try catalog.record(flight("north", fingerprint: "f1"), at: noon)
    let run = try catalog.beginRun(parameters(), of: id, at: noon).run
    try catalog.finish(run, with: expected, at: noon + 90.5)
    #expect(try catalog.results(of: run) == expected)
    #expect(
      try catalog.rows("SELECT duration_s, valid_percent, mask_path FROM v_runs") == [
        [.real(90.5), .real(80), .text("out/mask.tif")]
      ])
  }

  @Test func `results recorded twice leave no double rows`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    let run = try catalog.recordDone(
      flight("north", fingerprint: "f1"), fields: [fieldResult("a", weed: 0.1)])
    let before = try catalog.counts()
    try catalog.finish(run, with: runResults([fieldResult("a", weed: 0.1)]), at: noon)
    #expect(try catalog.counts() == before)
    try catalog.recordDone(flight("north", fingerprint: "f1"), fields: [fieldResult("a", weed: 0.1)])
    #expect(try catalog.counts() == before)
  }

  @Test func `results that are refused leave the run as it was`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    let id = try catalog.record(flight("north", fingerprint: "f1"), at: noon)
    let run = try catalog.beginRun(parameters(), of: id, at: noon).run
    var broken = fieldResult("b", weed: 0.1)
    broken.coveredFraction = 1.5
    #expect(throws: CatalogError.self) {
      try catalog.finish(run, with: runResults([fieldResult("a", weed: 0.1), broken]), at: noon)
    }
    #expect(try catalog.runs().map(\.state) == [.running])
    #expect(try catalog.rows("SELECT count(*) FROM field_result") == [[.integer(0)]])
    #expect(try catalog.fields() == [])
  }

  @Test func `a run goes from begun to failed to resumed to done`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    let id = try catalog.record(flight("north", fingerprint: "f1"), at: noon)
    let start = try catalog.beginRun(parameters(), of: id, at: noon)
    #expect(start == .begun(start.run))
    #expect(try !catalog.isDone(fingerprint: "f1", parametersHash: "p1"))
    try catalog.fail(start.run, error: "disk full", at: noon)
    #expect(try catalog.runs().map(\.error) == ["disk full"])
    #expect(try catalog.beginRun(parameters(), of: id, at: noon) == .resumed(start.run))
    #expect(try catalog.runs().map(\.attempts) == [2])
    try catalog.finish(start.run, with: runResults([]), at: noon)
    #expect(try catalog.isDone(fingerprint: "f1", parametersHash: "p1"))
    #expect(try !catalog.isDone(fingerprint: "f1", parametersHash: "p2"))
    #expect(try catalog.beginRun(parameters(), of: id, at: noon) == .alreadyDone(start.run))
    try catalog.fail(start.run, error: "too late", at: noon)
    #expect(try catalog.runs().map(\.state) == [.done])
    #expect(throws: CatalogError.noSuchRun(77)) {
      try catalog.fail(RunID(rawValue: 77), error: "none", at: noon)
    }
  }

  @Test func `a field becomes a new version when its boundary or crop changes`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    let changes = [("f1", "b1"), ("f2", "b1"), ("f3", "b2"), ("f4", "b1")]
    for (fingerprint, boundary) in changes {
      try catalog.recordDone(
        flight(fingerprint, fingerprint: fingerprint),
        fields: [fieldResult("a", weed: 0.1, boundary: boundary)])
    }
    #expect(
      try catalog.rows("SELECT version, boundary_hash FROM field ORDER BY version") == [
        [.integer(1), .text("b1")], [.integer(2), .text("b2")],
      ])
    #expect(try catalog.fields().map(\.version) == [2])
    #expect(try catalog.fields().map(\.flights) == [4])
    var other = fieldResult("a", weed: 0.1)
    other.field.crop = nil
    try catalog.recordDone(flight("f5", fingerprint: "f5"), fields: [other])
    try catalog.recordDone(flight("f6", fingerprint: "f6"), fields: [other])
    #expect(try catalog.fields().map(\.version) == [3])
  }

  @Test(arguments: ["'; DROP TABLE field; --", "a\"b", "{}?1", "Grüße 🌱", "x\ny", "<script>"])
  func `a field's id is data`(id: String) throws {
    let folder = try Folder()
    let catalog = try folder.open()
    try catalog.recordDone(flight(id, fingerprint: id), fields: [fieldResult(id, weed: 0.1)])
    #expect(try catalog.fields().map(\.field.fieldID) == [id])
    #expect(try catalog.report(field: id, season: false).map(\.result.field.fieldID) == [id])
    #expect(try catalog.report(field: "' OR 1 = 1 --", season: true) == [])
  }

  @Test func `a tile row is sealed once`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    let id = try catalog.record(flight("north", fingerprint: "f1"), at: noon)
    let run = try catalog.beginRun(parameters(), of: id, at: noon).run
    try catalog.sealTileRow(0, of: run, sha256: "aa", at: noon)
    try catalog.sealTileRow(1, of: run, sha256: "bb", at: noon)
    try catalog.sealTileRow(0, of: run, sha256: "aa", at: noon + 1)
    #expect(try catalog.sealedTileRows(of: run) == [0: "aa", 1: "bb"])
    #expect(
      throws: CatalogError.tileRowConflict(run: run.rawValue, tileRow: 1, sealed: "bb", offered: "cc")
    ) { try catalog.sealTileRow(1, of: run, sha256: "cc", at: noon) }
    try catalog.unsealTileRows([1], of: run)
    #expect(try catalog.sealedTileRows(of: run) == [0: "aa"])
    #expect(throws: CatalogError.noSuchRun(9)) {
      try catalog.sealTileRow(0, of: RunID(rawValue: 9), sha256: "aa", at: noon)
    }
  }

  @Test func `figures are those of the tally`() throws {
    let values = (0..<64).map { Float($0) }
    let row = PixelWindow(columns: 0..<64, rows: 0..<1)
    let tile = TileStatistics(coverages: [], window: row, indexCount: 1)
    values.withUnsafeBufferPointer { tile.add(row: 0, values: [$0.baseAddress!]) }
    let tally = tile.flightResults.indices[0]
    let figures = IndexFigures(indexName: "x", tally: tally, pixelAreaSquareMetres: 0.5)
    #expect(figures.mean == 31.5)
    #expect(figures.validAreaSquareMetres == 32)
    #expect(figures.percentiles.count == 7)
    #expect(figures.maximum == 63)
  }
}
