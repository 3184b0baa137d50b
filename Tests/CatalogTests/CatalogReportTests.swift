import Catalog
import Foundation
import Testing

@Suite struct CatalogReportTests {
  private let folder: Folder
  private let catalog: CatalogDatabase

  /// Two dates in the wrong order, a run that was replaced, one that failed.
  init() throws {
    folder = try Folder()
    catalog = try folder.open()
    let (june, may) = (
      flight("june", fingerprint: "f2", takenOn: "2026-06-20"),
      flight("may", fingerprint: "f1", takenOn: "2026-05-14")
    )
    try catalog.recordDone(june, fields: [fieldResult("a", weed: 0.25), fieldResult("b", weed: 0.5)])
    try catalog.recordDone(may, fields: [fieldResult("a", weed: 0.9)])
    try catalog.recordDone(may, parameters("p2"), fields: [fieldResult("a", weed: 0.125)])
    let failed = try catalog.beginRun(parameters("p3"), of: try catalog.record(may, at: noon), at: noon).run
    try catalog.fail(failed, error: "no valid pixels", at: noon)
  }

  @Test func `a season goes by date and knows the newest run alone`() throws {
    let season = try catalog.report(field: "a", season: true)
    #expect(season.map(\.takenOn) == ["2026-05-14", "2026-06-20"])
    #expect(season.map { $0.result.classAreas[1].fraction } == [0.125, 0.25])
    #expect(season[0].classes.map(\.name) == ["soil", "weed"])
    #expect(season[0].result == fieldResult("a", weed: 0.125))
  }

  @Test func `without a season the last flight speaks`() throws {
    let last = try catalog.report(field: "a", season: false)
    #expect(last.map(\.flightName) == ["june"])
    #expect(try catalog.report(field: "a", jobName: "other", season: false) == [])
    #expect(try catalog.report(field: "a", jobName: "beets", season: false) == last)
  }

  @Test func `a flight that misses the field does not speak for it`() throws {
    var missed = fieldResult("a", weed: 0)
    (missed.status, missed.coveredFraction, missed.validFraction) = (.uncovered, 0, nil)
    (missed.classAreas, missed.indexFigures, missed.findings) = ([], [], [])
    try catalog.recordDone(flight("july", fingerprint: "f3", takenOn: "2026-07-01"), fields: [missed])
    #expect(try catalog.report(field: "a", season: false).map(\.flightName) == ["june"])
    #expect(try catalog.report(field: "a", season: true).last?.result == missed)
    #expect(try catalog.fields().map(\.lastTakenOn) == ["2026-06-20", "2026-06-20"])
  }

  @Test func `the season view has shares and their change`() throws {
    let rows = try catalog.rows(
      "SELECT taken_on, percent, percent_change FROM v_season WHERE field_id = 'a' AND class = 'weed' ORDER BY 1"
    )
    #expect(
      rows == [
        [.text("2026-05-14"), .real(12.5), .null], [.text("2026-06-20"), .real(25), .real(12.5)],
      ])
  }

  @Test func `views answer with what was recorded`() throws {
    #expect(
      try catalog.rows("SELECT flight, version, extent_ha, runs_done FROM v_flights ORDER BY taken_on") == [
        [.text("may"), .integer(1), .real(0.5), .integer(2)],
        [.text("june"), .integer(1), .real(0.5), .integer(1)],
      ])
    #expect(
      try catalog.rows("SELECT field_id, area_ha, flights, last_taken_on FROM v_fields ORDER BY 1") == [
        [.text("a"), .real(1), .integer(2), .text("2026-06-20")],
        [.text("b"), .real(1), .integer(1), .text("2026-06-20")],
      ])
    #expect(
      try catalog.rows(
        "SELECT patches, patch_largest_m2, covered_percent FROM v_class_areas WHERE field_id = 'b' AND class = 'weed'"
      ) == [[.integer(4), .real(9), .real(75)]])
    #expect(
      try catalog.rows(
        """
        SELECT area_m2, corrected_area_m2, area_standard_error_m2, corrected_lower_m2, corrected_upper_m2
        FROM v_class_areas WHERE field_id = 'b' ORDER BY class_code
        """) == [
          [.real(1875), .null, .null, .null, .null],
          [.real(1875), .real(1500), .real(3), .real(1493.5), .real(1506.5)],
        ])
    #expect(
      try catalog.rows("SELECT DISTINCT area_correction_source FROM v_runs WHERE state = 'done'")
        == [[.text("out-of-fold labels in 24 blocks of 1 scene")]])
    #expect(
      try catalog.rows(
        "SELECT mean, p50, p95 FROM v_index_figures WHERE field_id = 'b' AND index_name = 'exg'")
        == [[.real(0.25), .real(0.3), .real(0.6)]])
    #expect(
      try catalog.rows("SELECT finding, value, unit FROM v_findings WHERE field_id = 'b'")
        == [[.text("plants"), .real(81_000), .text("1/ha")]])
    #expect(
      try catalog.rows("SELECT state, count(*) FROM v_runs GROUP BY state ORDER BY 1") == [
        [.text("done"), .integer(3)], [.text("failed"), .integer(1)],
      ])
  }

  @Test func `every example in the documentation runs`() throws {
    let text = try String(contentsOf: Repository.root.appending(path: "docs/catalog.md"), encoding: .utf8)
    let examples = text.components(separatedBy: "```sql\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    #expect(examples.count >= 6)
    for example in examples { #expect(try !catalog.query(example).columns.isEmpty) }
  }

  @Test func `every view is documented`() throws {
    let text = try String(contentsOf: Repository.root.appending(path: "docs/catalog.md"), encoding: .utf8)
    for row in try catalog.rows("SELECT name FROM sqlite_master WHERE type = 'view'") {
      guard case .text(let name) = row[0] else { continue }
      #expect(text.contains("`\(name)`"))
    }
  }
}

/// Where the repository lies.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
