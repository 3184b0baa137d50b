import Foundation
import TestSupport
import Testing

@Suite struct NightMetricsTests {
  private struct Page: Decodable {
    struct Family: Decodable {
      var name: String
      var help: String
      var type: String
      var samples: [Sample]
    }

    struct Sample: Decodable {
      var name: String
      var labels: [String: String]
      var value: Double
    }

    var families: [Family]

    func value(_ name: String, _ state: String? = nil) -> Double? {
      families.flatMap(\.samples).first { $0.name == name && (state == nil || $0.labels["state"] == state) }?
        .value
    }
  }

  private func page(_ bench: NightBench, _ name: String) throws -> Page {
    try Oracle.run("metrics.py", [bench.path(name)], as: Page.self)
  }

  @Test(.enabled(if: Oracle.python != nil)) func `Prometheus' own parser reads the figures of a run`() throws
  {
    let bench = try NightBench()
    try bench.bench.addHealthy()
    try bench.addBroken()
    try bench.writeJob("metrics: metrics/farm.prom")
    #expect(try bench.run().code == 65)
    let page = try page(bench, "metrics/farm.prom")
    for family in page.families {
      #expect(family.type == "gauge" && !family.help.isEmpty, "\(family.name)")
      #expect(family.samples.allSatisfy { $0.labels["job"] == "faults" }, "\(family.name)")
    }
    #expect(page.value("furrow_run_flights", "done") == 1)
    #expect(page.value("furrow_run_flights", "failed") == 1)
    #expect(page.value("furrow_run_flights", "already_done") == 0)
    #expect(page.value("furrow_run_exit_code") == 65)
    #expect(page.value("furrow_run_pixels") == 37_800)
    #expect(page.value("furrow_flights", "done") == 1)
    let peak = try #require(page.value("furrow_run_peak_memory_bytes"))
    #expect(peak > 10_000_000 && peak < 10_000_000_000)
    let begun = try #require(page.value("furrow_run_begun_timestamp_seconds"))
    let ended = try #require(page.value("furrow_run_ended_timestamp_seconds"))
    let done = try #require(page.value("furrow_last_done_timestamp_seconds"))
    #expect(begun <= done && done <= ended)
    #expect(abs(try #require(page.value("furrow_run_seconds")) - (ended - begun)) < 0.01)
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.path("metrics")) == ["farm.prom"])
  }

  @Test(.enabled(if: Oracle.python != nil)) func `a file on the command line counts instead of the job's`()
    throws
  {
    let bench = try NightBench()
    try bench.bench.addHealthy()
    try bench.writeJob("metrics: metrics/farm.prom")
    try bench.run(["--metrics", bench.path("other.prom")])
    try bench.run(["--metrics", bench.path("other.prom")])
    #expect(!bench.bench.exists("metrics"))
    let page = try page(bench, "other.prom")
    #expect(page.value("furrow_run_flights", "already_done") == 1)
    #expect(page.value("furrow_run_pixels") == 0)
  }

  @Test func `metrics that cannot be written are said and change nothing`() throws {
    let bench = try NightBench()
    try bench.bench.addHealthy()
    try bench.writeJob("metrics: job.yaml/farm.prom")
    let ending = try bench.run()
    #expect(ending.code == 0)
    #expect(ending.sentences.count == 1 && ending.errors.contains("the metrics were not written"))
    try bench.bench.expectHealthy()
  }
}
