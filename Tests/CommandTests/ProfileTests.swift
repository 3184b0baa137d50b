import Foundation
import Pixels
import TestSupport
import Testing

/// `furrow run --profile`, and where else a run's cost is told.
@Suite struct ProfileTests {
  private let bench: FaultsBench

  init() throws {
    bench = try FaultsBench()
    try bench.addHealthy()
    try bench.write("job.yaml", FaultsJob().text.utf8)
  }

  private func run(_ options: [String] = []) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(["run", bench.path("job.yaml")] + options)
  }

  /// What `furrow report` says, without line breaks.
  private func report() throws -> String {
    try BuiltFurrow.run(["report", "--job", bench.path("job.yaml")]).output.replacing("\n", with: " ")
  }

  @Test func `every stage is shown, and they add up to the workers' time`() throws {
    let ending = try run(["--profile"])
    #expect(ending.code == 0, "\(ending.errors)")
    let lines = ending.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    func seconds(_ name: String) throws -> Double {
      let line = try #require(lines.first { $0.first == name }, "\(name): \(ending.output)")
      return try #require(Double(line[1]))
    }
    let whole = try seconds("all")
    let sum = try (Stage.allCases.map(\.name) + ["waiting"]).reduce(0) { try $0 + seconds($1) }
    #expect(abs(sum - whole) < 0.02)
    for label in ["wall", "CPU", "peak memory", "Mpx/s", "valid", "a valid pixel", "times the floor"] {
      #expect(ending.output.contains(label), "\(label): \(ending.output)")
    }
    #expect(ending.output.split(separator: "\n").filter { !$0.contains("/") }.allSatisfy { $0.count <= 100 })
  }

  @Test func `the catalog and the report know the cost of every run`() throws {
    #expect(try run().code == 0)
    #expect(
      try bench.value(
        """
        SELECT count(*), threads, worked_pixels = width_pixels * height_pixels,
          run_cost.valid_pixels = run.valid_pixels, floor_s IS NULL,
          prepare_s + decode_s + index_s + classify_s + clean_s + stitch_s + statistics_s + encode_s
            + catalog_s <= threads * wall_s, cpu_s > 0, peak_memory_bytes > 1000000
        FROM run_cost JOIN run ON run.id = run_id JOIN flight ON flight.id = flight_id
        """) == "1|2|1|1|1|1|1|1")
    let report = try self.report()
    #expect(report.contains("This flight took "))
    #expect(report.contains(" s on 2 threads, "))
    #expect(report.contains(" times what its decoding alone takes ("))
    let page = String(decoding: try bench.bytes("results/healthy/report.html"), as: UTF8.self)
    #expect(page.contains("<code>furrow report</code>"))
  }

  @Test func `a profiled run records the floor and changes no result`() throws {
    let plain = try FaultsBench()
    try plain.addHealthy()
    #expect(try plain.run().code == 0)
    #expect(try run(["--profile"]).code == 0)
    #expect(
      try bench.value("SELECT floor_s > 0 AND abs(floor_ratio - wall_s / floor_s) < 1e-6 FROM v_run_costs")
        == "1")
    #expect(try report().contains(" times the floor of its mosaic ("))
    for name in plain.listing("results/healthy") {
      #expect(
        try plain.bytes("results/healthy/\(name)") == bench.bytes("results/healthy/\(name)"), "\(name)")
    }
  }

  @Test func `a flight that is done already is not profiled`() throws {
    #expect(try run().code == 0)
    let again = try run(["--profile"])
    #expect(again.code == 0)
    #expect(again.output.contains("already done"))
    #expect(!again.output.contains("waiting"))
  }

  @Test func `a profile of a dry run is refused`() throws {
    #expect(try run(["--profile", "--dry-run"]).code == 64)
  }
}
