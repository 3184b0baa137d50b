import Foundation
import TestSupport
import Testing

/// Plans as they are written, and what of them workers rely on.
@Suite(.serialized) struct ShardPlanTests {
  /// A job with two automatic thresholds and confidence over a healthy flight and one that is none.
  private func bench() throws -> FaultsBench {
    let bench = try FaultsBench()
    try bench.addHealthy()
    try bench.write("flights/bad.tif", [1, 2, 3])
    var job = FaultsJob()
    job.rule = "ndvi > otsu and gndvi > percentile(10)"
    job.outputs = "{folder: results, confidence: true}"
    try bench.write("job.yaml", job.text.utf8)
    let ending = try BuiltFurrow.run(
      ["shard", "plan", bench.path("job.yaml"), "--shards", "1", "--into", bench.path("shards")]
        + ["--threads", "1", "--tile-size", "64"])
    try #require(ending.code == 0, "\(ending.errors)")
    return bench
  }

  private func text(_ bench: FaultsBench) throws -> String {
    String(decoding: try bench.bytes("shards/plan.json"), as: UTF8.self)
  }

  private func work(_ bench: FaultsBench) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(["shard", "work", bench.path("shards/plan.json"), "1"])
  }

  @Test(.enabled(if: Oracle.python != nil)) func `a plan is what its schema says, and no other is`() throws {
    let bench = try bench()
    let plan = try text(bench)
    #expect(plan.contains("\"name\" : \"bad\"") && plan.contains("\"spreads\""))
    let wrong = try [
      ("\"version\" : 1", "\"version\" : 2"), ("\"name\" : \"healthy\"", "\"name\" : \"../x\""),
      ("\"first_row\" : 0", "\"first_row\" : 1"), ("\"tile_size\" : 64", "\"tile_size\" : 65"),
      ("\"width\" : ", "\"wide\" : "), ("\"thresholds\" : {", "\"thresholds\" : { \"exg > otsu\" : \"0\","),
    ].map { old, new in
      plan.replacingCharacters(in: try #require(plan.range(of: old), "\(old)"), with: new)
    }
    for (number, plan) in ([plan] + wrong).enumerated() {
      try bench.write("line.json", plan.replacing("\n", with: " ").utf8)
      let faults = try NightBench.faults(of: bench.path("line.json"), schema: "shard-plan.schema.json")
      #expect(faults.count == 1)
      #expect(faults.errors.isEmpty == (number == 0), "\(faults.errors) in \(plan)")
    }
  }

  @Test func `a worker that takes thresholds from the plan makes what one that draws them makes`() throws {
    let bench = try bench()
    #expect(try work(bench).code == 0)
    let given = try bench.bytes("shards/shard-000001")
    unlink(bench.path("shards/shard-000001"))
    let plan = try text(bench)
    let pattern = #/ *"(thresholds|spreads)" : \{[^}]*\},?\n/#
    #expect(plan.matches(of: pattern).count == 2)
    try bench.write("shards/plan.json", plan.replacing(pattern, with: "").utf8)
    let ending = try work(bench)
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try bench.bytes("shards/shard-000001") == given)
  }

  @Test func `a worker refuses thresholds that are not those of the plan's hash`() throws {
    let bench = try bench()
    let plan = try text(bench)
    let value = try #require(plan.firstMatch(of: #/otsu" : (0\.[0-9]+)/#)?.1)
    for (other, words) in [
      (
        plan.replacingCharacters(in: value.startIndex..<value.endIndex, with: value + "1"),
        "what is drawn from"
      ),
      (plan.replacing("otsu\" : ", with: "other\" : "), "it is not among those given"),
    ] {
      try bench.write("shards/plan.json", other.utf8)
      let ending = try work(bench)
      #expect(ending.code == 65 && ending.errors.contains(words), "\(ending.errors)")
    }
    #expect(!bench.exists("shards/shard-000001"))
  }
}
