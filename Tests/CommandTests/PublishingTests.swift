import Foundation
import Grid
import TestSupport
import Testing

/// What is published and what the catalog says of it, whatever comes between the two.
@Suite struct PublishingTests {
  private func changed() -> FaultsJob {
    var job = FaultsJob()
    job.rule = "ndvi > 0.9"
    return job
  }

  private func bench() throws -> FaultsBench {
    let bench = try FaultsBench()
    try bench.addHealthy()
    return bench
  }

  /// Makes the catalog what it is when a run is killed after its folder took
  /// its place and before its record.
  private func undoRecord(_ bench: FaultsBench, run: String = "max(id)") throws {
    _ = try bench.value(
      """
      PRAGMA foreign_keys = ON;
      DELETE FROM run_output WHERE run_id = (SELECT \(run) FROM run);
      DELETE FROM field_result WHERE run_id = (SELECT \(run) FROM run);
      UPDATE run SET state = 'running', finished_at = NULL, valid_pixels = NULL,
        started_at = strftime('%Y-%m-%dT%H:%M:%fZ') WHERE id = (SELECT \(run) FROM run);
      UPDATE queue SET state = 'running', owner = 'process 1 on nowhere'
      """)
  }

  @Test func `a run that was killed between publishing and its record is made good`() throws {
    let bench = try bench()
    #expect(try bench.run().code == 0)
    let before = try bench.listing("results/healthy").map { try bench.bytes("results/healthy/\($0)") }
    try undoRecord(bench)
    #expect(
      try BuiltFurrow.run(["check", "--job", bench.path("job.yaml")]).code == 65, "its folder is an orphan")
    let ending = try bench.run()
    #expect(ending.code == 0 && ending.output.contains("healthy: done in "), "\(ending.output)")
    #expect(try bench.listing("results/healthy").map { try bench.bytes("results/healthy/\($0)") } == before)
    #expect(try bench.value("SELECT count(*), max(attempts), max(state) FROM run") == "1|2|done")
    #expect(try BuiltFurrow.run(["check", "--job", bench.path("job.yaml")]).code == 0)
  }

  @Test func `results of another job are not taken for this one's, recorded or not`() throws {
    for isRecorded in [true, false] {
      let bench = try bench()
      #expect(try bench.run().code == 0)
      let mask = try bench.bytes("results/healthy/mask.tif")
      #expect(try bench.run(changed()).code == 0)
      #expect(try bench.bytes("results/healthy/mask.tif") != mask)
      if !isRecorded { try undoRecord(bench) }
      let back = try bench.run()
      #expect(back.code == 0 && back.output.contains("healthy: done in "), "\(back.output)")
      #expect(try bench.bytes("results/healthy/mask.tif") == mask)
      #expect(try BuiltFurrow.run(["check", "--job", bench.path("job.yaml")]).code == 0)
      #expect(try bench.run().output.contains("healthy: already done, "))
      let current = try bench.value(
        "SELECT sha256 FROM run_output JOIN v_current_runs USING (run_id) WHERE kind = 'mask'")
      try bench.write("sum", "\(current)  \(bench.path("results/healthy/mask.tif"))\n".utf8)
      _ = try Oracle.tool("sha256sum", ["--check", "--strict", bench.path("sum")])
    }
  }

  @Test func `a run that was begun and broke off before it published changes nothing`() throws {
    let bench = try bench()
    #expect(try bench.run().code == 0)
    #expect(try bench.run(changed()).code == 0)
    #expect(try bench.run().code == 0)
    try undoRecord(bench, run: "min(id)")
    #expect(try bench.run().output.contains("healthy: already done, "), "the bytes are looked at")
  }

  @Test func `two names of one mosaic at once are worked on once`() throws {
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(size: .init(width: 600, height: 1536))
    for name in ["a", "b"] { try mosaic.write(to: bench.path("flights/\(name).tif")) }
    try bench.write("job.yaml", FaultsJob().text.utf8)
    let both = try ["a", "b"].map {
      try RunningFurrow(["run", bench.path("job.yaml"), "--flight", $0], in: bench)
    }
    let endings = both.map { $0.wait() }
    #expect(endings.map(\.code) == [0, 0], "\(endings.map(\.errors))")
    #expect(endings.count { $0.output.contains(": done in ") } == 1, "\(endings.map(\.output))")
    #expect(endings.count { $0.output.contains(": already done, ") } == 1, "\(endings.map(\.output))")
    #expect(try bench.value("SELECT count(*), max(attempts) FROM run") == "1|1")
    #expect(try bench.value("SELECT group_concat(DISTINCT state) FROM queue") == "done")
    #expect(bench.listing("results/.furrow").allSatisfy { $0.hasSuffix(".lock") && !$0.contains("@") })
  }

  @Test func `every sealed strip is in the ledger with the hash that its file ends with`() throws {
    let bench = try FaultsBench()
    try MadeMosaic(size: .init(width: 1200, height: 6144)).write(to: bench.path("flights/long.tif"))
    try bench.write("job.yaml", FaultsJob().text.utf8)
    let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    let strips = {
      bench.listing("results/.furrow").filter { $0.contains("/strips/strip-") && !$0.hasSuffix(".partial") }
    }
    #expect(running.wait { strips().count > 8 })
    running.send(SIGKILL)
    running.wait()
    let noted = try bench.value("SELECT tile_row || ' ' || sha256 FROM tile_row ORDER BY tile_row").split(
      separator: "\n")
    #expect(noted.count >= 8)
    for line in noted {
      let parts = line.split(separator: " ")
      let number = String(repeating: "0", count: 6 - parts[0].count) + parts[0]
      let strip = try #require(strips().first { $0.hasSuffix("strip-\(number)") })
      let bytes = try bench.bytes("results/.furrow/\(strip)")
      try bench.write("content", bytes.dropLast(64))
      #expect(String(decoding: bytes.suffix(64), as: UTF8.self) == parts[1])
      #expect(try Oracle.tool("sha256sum", [bench.path("content")]).hasPrefix(parts[1]))
    }
    // A strip that is whole but not the noted one is made anew; one that nobody noted is entered.
    let (first, second) = ("strip-000001", "strip-000002")
    let folder = try #require(strips().first { $0.hasSuffix(first) }).dropLast(first.count)
    try bench.write(
      "results/.furrow/\(folder)\(first)", try bench.bytes("results/.furrow/\(folder)\(second)"))
    _ = try bench.value("DELETE FROM tile_row WHERE tile_row = 0")
    #expect(try bench.run().code == 0)
    let fresh = try FaultsBench()
    try fresh.write("flights/long.tif", try bench.bytes("flights/long.tif"))
    #expect(try fresh.run().code == 0)
    #expect(try fresh.bytes("results/long/mask.tif") == bench.bytes("results/long/mask.tif"))
    #expect(try bench.value("SELECT count(*) FROM tile_row") == "96")
    #expect(
      try bench.value("SELECT tile_row, sha256 FROM tile_row")
        == fresh.value("SELECT tile_row, sha256 FROM tile_row"))
  }
}
