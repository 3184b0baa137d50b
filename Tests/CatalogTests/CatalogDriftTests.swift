import Catalog
import Foundation
import Testing

@Suite struct CatalogDriftTests {
  private let model = RunModel(
    name: "weeds", cardSHA256: "c1", created: "2026-05-01", folder: "models/current", hasDriftReference: true)

  private func drift(_ verdict: RunDrift.Verdict, _ action: RunDrift.Action) -> RunDrift {
    RunDrift(
      verdict, action: action, reason: "it's unlike", falseAlarm: 0.05, tolerance: 0.25,
      comparison: verdict == .unknown
        ? nil
        : .init(
          figure: "red", statistic: 0.5, threshold: 0.25, chance: 0.005, separability: [0.9, 0.85, 0.95],
          reference: "may", seasonDays: 3, blockCounts: [48, 36],
          figures: [
            .init(
              kind: "band", name: "red", distance: 0.5, line: 0.25, stabilityIndex: 1.5, familyChance: 0.005,
              ownChance: 1e-9, effectiveSizes: [100.5, 80]),
            .init(
              kind: "class", name: "class", distance: 0, line: 0.25, stabilityIndex: 0, familyChance: 1,
              ownChance: 1, effectiveSizes: [48, 36]),
          ]))
  }

  @discardableResult
  private func record(
    _ name: String, _ drift: RunDrift?, model: RunModel? = nil, in catalog: CatalogDatabase,
    parametersHash: String = "p1"
  ) throws -> RunID {
    let run = try catalog.beginRun(
      parameters(parametersHash), of: try catalog.record(flight(name, fingerprint: name), at: noon), at: noon
    ).run
    var results = runResults([fieldResult("a", weed: 0.25)])
    (results.model, results.drift) = (model ?? self.model, drift)
    try catalog.finish(run, with: results, at: noon)
    #expect(try catalog.results(of: run) == results)
    return run
  }

  @Test func `what is recorded is read back, also where it is recorded twice`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    for verdict in RunDrift.Verdict.allCases {
      let action: RunDrift.Action = verdict == .drifted ? .marked : .none
      for _ in 0..<2 { try record("may-\(verdict.rawValue)", drift(verdict, action), in: catalog) }
    }
    #expect(try folder.sqlite("SELECT count(*) FROM run_drift_figure; PRAGMA foreign_key_check") == "4\n")
    #expect(try folder.sqlite("SELECT flight, state FROM v_annotation_requests") == "may-drifted|open\n")
  }

  @Test func `marked figures count with a mark, withheld ones do not count`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    try record("may", drift(.asTrained, .none), in: catalog)
    try record("june", drift(.drifted, .marked), in: catalog)
    try record("july", drift(.drifted, .withheld), in: catalog)
    try record("august", drift(.drifted, .noted), in: catalog)
    for view in ["v_field_results", "v_class_areas", "v_index_figures", "v_findings", "v_season"] {
      #expect(
        try folder.sqlite("SELECT DISTINCT flight, coalesce(drift, '-') FROM \(view) ORDER BY 1")
          == "august|-\njune|drifted\nmay|-\n", "\(view)")
    }
    #expect(try folder.sqlite("SELECT flights FROM v_fields") == "3\n")
    #expect(try catalog.report(field: "a", season: true).map(\.flightName).contains("july") == false)
    #expect(try catalog.report(field: "a", season: true).count == 3)
    #expect(try catalog.annotationRequests(jobName: "beets").map(\.flightName) == ["june", "july"])
  }

  @Test func `the catalog knows which model made which figure`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    var second = model
    second.cardSHA256 = "c2"
    try record("may", drift(.drifted, .marked), in: catalog)
    try record("may", nil, model: second, in: catalog, parametersHash: "p2")
    #expect(
      try folder.sqlite(
        "SELECT model, card_sha256, runs, current_runs, drifted_runs FROM v_models ORDER BY 2")
        == "weeds|c1|1|0|1\nweeds|c2|1|1|0\n")
    #expect(
      try folder.sqlite("SELECT DISTINCT card_sha256 FROM v_class_areas JOIN run_model USING (run_id)")
        == "c2\n")
    #expect(try catalog.annotationRequests(jobName: "beets").isEmpty)
  }

  @Test func `a suggestion closes a request`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    try record("may", drift(.drifted, .marked), in: catalog)
    let request = try #require(try catalog.annotationRequests(jobName: "beets").first)
    #expect(request.path == "flights/may.tif" && request.reason == "it's unlike")
    try catalog.suggest(request.id, package: "next.gpkg", at: "2026-05-15T00:00:00Z")
    #expect(try catalog.annotationRequests(jobName: "beets").isEmpty)
    #expect(try catalog.annotationRequests(jobName: "other").isEmpty)
    #expect(try folder.sqlite("SELECT state, package FROM annotation_request") == "suggested|next.gpkg\n")
  }

  @Test func `a verdict that contradicts itself is refused`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    #expect(throws: CatalogError.self) { try record("may", drift(.asTrained, .marked), in: catalog) }
    var empty = drift(.drifted, .noted)
    empty.comparison = nil
    #expect(throws: CatalogError.self) { try record("may", empty, in: catalog) }
  }
}
