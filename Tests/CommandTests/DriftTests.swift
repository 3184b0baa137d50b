import Foundation
import TestSupport
import Testing

/// Flights that are unlike what their model was trained on, through the built
/// program.
@Suite struct DriftTests {
  @Test func `a flight of the same kind is as trained, one in other light is marked and queued`() throws {
    let bench = try DriftBench()
    try bench.fly("plot-2026-05-06", salt: 40)
    try bench.fly("plot-2026-05-08", salt: 50, gain: 1.5)
    let ending = try bench.run()
    #expect(ending.code == 0, "\(ending.errors)")
    let verdicts = try bench.value("SELECT flight, verdict, action, season_days FROM v_drift ORDER BY flight")
    #expect(
      verdicts == """
        plot-2026-05-04|as_trained|none|0
        plot-2026-05-06|as_trained|none|2
        plot-2026-05-08|drifted|marked|4
        """)
    #expect(try bench.value("SELECT statistic > threshold FROM v_drift WHERE verdict = 'drifted'") == "1")
    #expect(
      try bench.value("SELECT DISTINCT flight FROM v_class_areas WHERE drift = 'drifted'")
        == "plot-2026-05-08")
    #expect(try bench.value("SELECT count(DISTINCT flight) FROM v_class_areas") == "3")
    #expect(
      try bench.value("SELECT count(*) FROM run_drift_figure WHERE ks > line") != "0")
    #expect(try bench.value("SELECT flight, state FROM v_annotation_requests") == "plot-2026-05-08|open")
    #expect(ending.errors.contains("plot-2026-05-08: the flight is unlike what the model was trained on"))
    #expect(!ending.errors.contains("plot-2026-05-06: the flight is unlike"))
    let page = String(
      decoding: try bench.learned.bench.bytes("results/plot-2026-05-08/report.html"), as: UTF8.self)
    #expect(page.contains("unlike what the model was trained on"))
    #expect(try bench.marks("plot-2026-05-08") == ["drifted", "drifted"])
    #expect(try bench.marks("plot-2026-05-06") == ["", ""])
    let report = try bench.learned.furrow(["report", "A", "--job", "job.yaml"])
    #expect(report.output.contains("drift   unlike what the model was trained on"), "\(report.output)")
    let models = try bench.value(
      "SELECT model, runs, current_runs, drifted_runs, has_drift_reference FROM v_models")
    #expect(models == "plants|3|3|1|1")
  }

  @Test func `tiles and threads do not change what is found`() throws {
    let bench = try DriftBench()
    try bench.fly("plot-2026-05-08", salt: 50, gain: 1.2)
    let figures = "SELECT figure, ks, line, psi, chance FROM run_drift_figure ORDER BY run_id, ordinal"
    #expect(try bench.run(["--threads", "1"]).code == 0)
    let first = try bench.value(figures)
    try FileManager.default.removeItem(atPath: bench.learned.bench.path("results"))
    #expect(try bench.run(["--threads", "3", "--tile-size", "128"]).code == 0)
    #expect(try bench.value(figures) == first && !first.isEmpty)
  }

  @Test func `figures of a drifted flight do not count where the job withholds them`() throws {
    let bench = try DriftBench("{action: withhold, false_alarm: 0.1}")
    try bench.fly("plot-2026-05-08", salt: 50, gain: 1.5)
    let ending = try bench.run()
    #expect(ending.code == 0 && ending.errors.contains("its figures are withheld"))
    #expect(
      try bench.value("SELECT action, false_alarm FROM v_drift WHERE verdict = 'drifted'") == "withheld|0.1")
    #expect(try bench.value("SELECT DISTINCT flight FROM v_season") == "plot-2026-05-04")
    #expect(bench.learned.bench.exists("results/plot-2026-05-08/mask.tif"))
    #expect(try bench.marks("plot-2026-05-08") == ["withheld", "withheld"])
    let report = try bench.learned.furrow(["report", "A", "--season", "--job", "job.yaml"])
    #expect(report.code == 0 && !report.output.contains("2026-05-08"), "\(report.output)")
  }

  @Test func `a job may only be told, or not look at all`() throws {
    let bench = try DriftBench("{action: note}")
    try bench.fly("plot-2026-05-08", salt: 50, gain: 1.5)
    #expect(try bench.run().code == 0)
    #expect(try bench.value("SELECT action FROM v_drift WHERE verdict = 'drifted'") == "noted")
    #expect(try bench.marks("plot-2026-05-08") == ["", ""])
    #expect(try bench.value("SELECT count(*) FROM annotation_request") == "0")
    try FileManager.default.removeItem(atPath: bench.learned.bench.path("results"))
    try bench.learned.write(DriftBench.job("{action: off}"))
    #expect(try bench.run().code == 0)
    #expect(try bench.value("SELECT count(*) FROM run_drift") == "0")
  }

  @Test func `a model of an earlier version works and says that it has no reference`() throws {
    let bench = try DriftBench()
    let card = try #require(
      try bench.learned.model()["card.yaml"].map { String(decoding: $0, as: UTF8.self) })
    let lines = card.components(separatedBy: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("drift:") })
    let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix(" ") } ?? lines.count
    let earlier = (lines[..<start] + lines[end...]).joined(separator: "\n")
    try bench.learned.bench.write("models/plants/card.yaml", earlier.utf8)
    try FileManager.default.removeItem(atPath: bench.learned.bench.path("models/plants/drift.bin"))
    let ending = try bench.run()
    #expect(ending.code == 0 && ending.errors.contains("has no drift reference"), "\(ending.errors)")
    #expect(try bench.value("SELECT verdict, action FROM v_drift") == "unknown|none")
    let sheet = try bench.learned.furrow(["model", "show", "models/plants"])
    #expect(sheet.output.contains("no drift reference"))
  }

  @Test func `a damaged reference is refused by its checksum`() throws {
    let bench = try DriftBench()
    var bytes = try bench.learned.bench.bytes("models/plants/drift.bin")
    bytes[bytes.count - 5] ^= 1
    try bench.learned.bench.write("models/plants/drift.bin", bytes)
    let ending = try bench.run()
    #expect(ending.code == 65 && ending.errors.contains("drift.bin' is corrupt"), "\(ending.errors)")
    try FileManager.default.removeItem(atPath: bench.learned.bench.path("models/plants/drift.bin"))
    #expect(try bench.run().errors.contains("the model's card names it, but there is no such file"))
  }

  @Test func `queued flights get tiles to label, once`() throws {
    let bench = try DriftBench()
    try bench.fly("plot-2026-05-08", salt: 50, gain: 1.5)
    #expect(try bench.run().code == 0)
    let arguments = ["annotations", "suggest", "job.yaml", "--requested", "--tile", "32", "--count", "4"]
    let ending = try bench.learned.furrow(arguments)
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(bench.learned.bench.exists("models/plants-next.gpkg"))
    #expect(
      try bench.value("SELECT state, package LIKE '%plants-next.gpkg' FROM annotation_request")
        == "suggested|1")
    let again = try bench.learned.furrow(arguments)
    #expect(again.code == 65 && again.errors.contains("no flight of the job 'plants' waits for annotation"))
  }
}
