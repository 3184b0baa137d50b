import Foundation
import Grid
import TestSupport
import Testing

/// `furrow check`, `gc`, `backup` and `forget`.
@Suite struct KeepTests {
  private func ask(_ bench: FaultsBench, _ arguments: [String]) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(arguments + ["--job", bench.path("job.yaml")])
  }

  private func healthy() throws -> FaultsBench {
    let bench = try FaultsBench()
    try bench.addHealthy()
    #expect(try bench.run().code == 0)
    return bench
  }

  /// One flight whose content changed after it was done.
  private func twoVersions() throws -> FaultsBench {
    let bench = try healthy()
    try MadeMosaic().write(to: bench.path("flights/healthy.tif"))
    #expect(try bench.run().code == 0)
    return bench
  }

  // MARK: check

  @Test func `what is published is what the catalog says, and what sha256sum says`() throws {
    let bench = try healthy()
    let ending = try ask(bench, ["check"])
    #expect(ending.code == 0, "\(ending.output)")
    #expect(ending.output.hasSuffix("all as the catalog says\n"))
    let list = try bench.value("SELECT sha256 || '  ' || path FROM run_output ORDER BY path")
    #expect(list.split(separator: "\n").count == bench.listing("results/healthy").count)
    try bench.write("sums", (list + "\n").utf8)
    let told = try Oracle.tool("sha256sum", ["--check", "--strict", bench.path("sums")])
    #expect(told.split(separator: "\n").allSatisfy { $0.hasSuffix(": OK") })
  }

  @Test func `everything that is wrong is named`() throws {
    let bench = try healthy()
    var mask = try bench.bytes("results/healthy/mask.tif")
    mask[mask.count - 9] ^= 4
    try bench.write("results/healthy/mask.tif", mask)
    try FileManager.default.removeItem(atPath: bench.path("results/healthy/fields.csv"))
    try bench.write("results/healthy/report.html", "short".utf8)
    try FileManager.default.createDirectory(
      atPath: bench.path("results/stranger"), withIntermediateDirectories: true)
    try bench.write("results/stranger/mask.tif", mask)
    try bench.write("results/healthy/mask.tif.partial", [])
    _ = try bench.value("PRAGMA foreign_keys = OFF; INSERT INTO run_warning VALUES (99, 0, 'of no run')")
    let ending = try ask(bench, ["check"])
    #expect(ending.code == 65)
    for words in [
      "catalog: '\(bench.path("results/catalog.sqlite"))', a row of 'run_warning' refers to a row of 'run'",
      "changed: '\(bench.path("results/healthy/mask.tif"))', its SHA-256 is ",
      "changed: '\(bench.path("results/healthy/report.html"))', it has 5 bytes",
      "missing: '\(bench.path("results/healthy/fields.csv"))'",
      "orphan: '\(bench.path("results/stranger"))'",
      "leftover: '\(bench.path("results/healthy/mask.tif.partial"))'", "6 things wrong",
    ] {
      #expect(ending.output.contains(words), "\(words)\n\(ending.output)")
    }
  }

  @Test func `results keep their names when the output folder moves`() throws {
    let bench = try healthy()
    try FileManager.default.moveItem(atPath: bench.path("results"), toPath: bench.path("elsewhere"))
    let ending = try BuiltFurrow.run(["check", "--catalog", bench.path("elsewhere/catalog.sqlite")])
    #expect(ending.code == 0, "\(ending.output)")
  }

  // MARK: gc

  @Test func `without a limit nothing goes that counts or counted`() throws {
    let bench = try twoVersions()
    let before = bench.listing("results")
    #expect(try ask(bench, ["gc"]).output == "nothing to remove\n")
    #expect(
      bench.listing("results").filter { !$0.contains("catalog") } == before.filter { !$0.contains("catalog") }
    )
  }

  @Test(arguments: [["--versions", "0"], ["--age", "0 s"], ["--space", "0 MB"]])
  func `superseded results go beyond a limit, and their figures stay`(limit: [String]) throws {
    let bench = try twoVersions()
    let figures = try bench.value("SELECT * FROM class_area ORDER BY 1, 2, 3")
    let dry = try ask(bench, ["gc", "--dry-run"] + limit)
    #expect(
      dry.code == 0 && dry.output.contains("results: '\(bench.path("results/healthy"))'"), "\(dry.output)")
    #expect(bench.exists("results/healthy/mask.tif"))
    let ending = try ask(bench, ["gc"] + limit)
    #expect(
      ending.output.contains("1 thing, ") && ending.output.contains(" were removed"), "\(ending.output)")
    #expect(!bench.exists("results/healthy"))
    #expect(bench.exists("results/healthy@2/mask.tif"))
    #expect(try bench.value("SELECT * FROM class_area ORDER BY 1, 2, 3") == figures)
    #expect(
      try bench.value("SELECT event, detail LIKE 'superseded%' FROM v_events WHERE event = 'removed'")
        == "removed|1")
    #expect(try ask(bench, ["check"]).code == 0)
    #expect(try ask(bench, ["gc"] + limit).output == "nothing to remove\n")
    #expect(!bench.listing("results/.furrow").contains { $0.hasPrefix("discarded@") })
  }

  @Test func `limits of the job hold, and what they allow stays`() throws {
    let bench = try twoVersions()
    for (keep, isKept) in [
      ("{versions: 1, age: 1 d, space: 1 GB, per_field: 2}", true), ("{versions: 0}", false),
    ] {
      var job = FaultsJob()
      job.more = "keep: \(keep)"
      try bench.write("job.yaml", job.text.utf8)
      #expect(try ask(bench, ["gc"]).code == 0)
      #expect(bench.exists("results/healthy") == isKept, "\(keep)")
    }
  }

  @Test func `results of a field go when there are enough newer ones`() throws {
    let bench = try twoVersions()
    #expect(try ask(bench, ["gc", "--per-field", "2"]).output == "nothing to remove\n")
    #expect(try ask(bench, ["gc", "--per-field", "1"]).output.contains("its fields have 1 newer results"))
    #expect(!bench.exists("results/healthy"))
  }

  @Test func `old content that came back counts`() throws {
    let bench = try twoVersions()
    try bench.addHealthy()
    #expect(try bench.run().code == 0)
    #expect(try ask(bench, ["gc", "--versions", "0"]).output == "nothing to remove\n")
  }

  @Test func `unfinished work goes when it is old and nobody works on it`() throws {
    let bench = try FaultsBench()
    try MadeMosaic(size: PixelSize(width: 1200, height: 6144)).write(to: bench.path("flights/long.tif"))
    try bench.write("job.yaml", FaultsJob().text.utf8)
    let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    let isWorking = { bench.listing("results/.furrow").contains { $0.hasSuffix("/strips/strip-000002") } }
    #expect(running.wait(until: isWorking))
    running.send(SIGSTOP)
    #expect(try ask(bench, ["gc", "--work", "0 s"]).output == "nothing to remove\n")
    #expect(isWorking())
    running.send(SIGKILL)
    running.wait()
    #expect(try ask(bench, ["gc", "--work", "1 h"]).output == "nothing to remove\n")
    #expect(try ask(bench, ["gc", "--work", "0 s"]).output.hasPrefix("work: "))
    #expect(!bench.listing("results/.furrow").contains { $0.contains("strips") })
    #expect(try bench.run().code == 0)
  }

  @Test func `shards stay while a run has them or a worker lives, and go when they are old`() throws {
    let bench = try healthy()
    try MadeMosaic(size: PixelSize(width: 1200, height: 6144)).write(to: bench.path("flights/long.tif"))
    let running = try RunningFurrow(
      ["run", bench.path("job.yaml"), "--engine", "shards", "--workers", "1"], in: bench)
    let isUnfinished = { (path: String) in path.contains("/.shard-000001.") }
    #expect(running.wait { bench.listing("results/.furrow").contains(where: isUnfinished) })
    let file = try #require(bench.listing("results/.furrow").first(where: isUnfinished))
    let worker = try #require(file.split(separator: ".").last { Self.isMark($0) })
    let folder = try #require(file.split(separator: "/").first.map { "results/.furrow/\($0)" })
    running.send(SIGSTOP)
    let gc = ["gc", "--work", "0 s"]
    #expect(try ask(bench, gc).output == "nothing to remove\n", "a run has the lock")
    running.send(SIGKILL)
    running.wait()
    try killWorkers(on: bench.path(folder))
    unlink(bench.path("\(folder)/shard-000001"))
    let byHand = try RunningFurrow(["shard", "work", bench.path("\(folder)/plan.json"), "1"], in: bench)
    let isOfHand = { (path: String) in isUnfinished(path) && !path.contains(".\(worker)") }
    #expect(byHand.wait { bench.listing("results/.furrow").contains(where: isOfHand) })
    byHand.send(SIGSTOP)
    #expect(try ask(bench, gc).output == "nothing to remove\n", "a worker lives")
    byHand.send(SIGKILL)
    byHand.wait()
    #expect(try ask(bench, ["gc", "--work", "1 h"]).output == "nothing to remove\n")
    #expect(bench.exists(folder))
    let swept = try ask(bench, gc)
    #expect(swept.output.hasPrefix("work: '\(bench.path(folder))' ("), "\(swept.output)")
    #expect(!bench.exists(folder))
    #expect(try bench.run(FaultsJob(), ["--engine", "shards"]).code == 0)
  }

  /// Number and start of a process, as names of unfinished files end with them.
  private static func isMark(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { UInt64($0) != nil }
  }

  /// Kills every process whose arguments name the plan of a folder, and waits
  /// until each is gone or a zombie, of which no arguments are known.
  private func killWorkers(on folder: String) throws {
    func isWorker(_ process: pid_t) -> Bool {
      let arguments = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      return String(decoding: arguments, as: UTF8.self).contains("\(folder)/plan.json")
    }
    let workers = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
      .filter(isWorker)
    for worker in workers { kill(worker, SIGKILL) }
    while workers.contains(where: isWorker) { usleep(1000) }
  }

  @Test(arguments: ["99999999", "zombie", "zombie.0", "other start"])
  func `shards that nobody merged go once they are old`(worker: String) throws {
    let (bench, zombie) = (try healthy(), try Zombie())
    let folder = "results/.furrow/shards.0123456789abcdef"
    try FileManager.default.createDirectory(atPath: bench.path(folder), withIntermediateDirectories: true)
    try bench.write("\(folder)/plan.json", "{}".utf8)
    let mark = worker.replacing("zombie", with: "\(zombie.number)-\(zombie.start)")
      .replacing("other start", with: "\(getpid())-1")
    try bench.write("\(folder)/.shard-000001.\(ProcessInfo.processInfo.hostName).\(mark)", [1])
    #expect(try ask(bench, ["gc", "--work", "1 h"]).output == "nothing to remove\n")
    let dry = try ask(bench, ["gc", "--work", "0 s", "--dry-run"])
    #expect(dry.output.hasPrefix("work: '\(bench.path(folder))' ("), "\(dry.output)")
    #expect(bench.exists(folder))
    #expect(try ask(bench, ["gc", "--work", "0 s"]).output == dry.output.replacing("would be", with: "were"))
    #expect(!bench.exists(folder))
    zombie.bury()
  }

  @Test func `old events go`() throws {
    let bench = try healthy()
    #expect(try ask(bench, ["gc", "--events", "1 d"]).output == "nothing to remove\n")
    #expect(
      try ask(bench, ["gc", "--events", "0 s", "--dry-run"]).output.hasPrefix("events: 6 from before "))
    #expect(try ask(bench, ["gc", "--events", "0 s"]).code == 0)
    #expect(try bench.value("SELECT count(*) FROM event") == "0")
  }

  // MARK: backup

  @Test func `a copy made during a run is whole, and one made after it is the catalog`() throws {
    let bench = try FaultsBench()
    try MadeMosaic(size: PixelSize(width: 1200, height: 6144)).write(to: bench.path("flights/long.tif"))
    try bench.write("job.yaml", FaultsJob().text.utf8)
    let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    #expect(running.wait { (try? bench.value("SELECT count(*) FROM tile_row")) ?? "0" != "0" })
    let copy = bench.path("copy.sqlite")
    #expect(try ask(bench, ["backup", copy]).code == 0)
    #expect(try Oracle.tool("sqlite3", [copy, "PRAGMA integrity_check; PRAGMA foreign_key_check"]) == "ok\n")
    #expect(running.wait().code == 0)
    let ending = try ask(bench, ["backup", copy])
    #expect(ending.code == 0 && ending.output.hasSuffix(", checked\n"), "\(ending.errors)")
    #expect(
      try Oracle.tool("sqlite3", [copy, ".dump"])
        == Oracle.tool("sqlite3", [bench.path("results/catalog.sqlite"), ".dump"]))
    #expect(!bench.exists("copy.sqlite.partial"))
    #expect(try BuiltFurrow.run(["flights", "--catalog", copy]).output.contains("long"))
  }

  @Test func `a copy replaces neither the catalog nor what is no file`() throws {
    let bench = try healthy()
    let catalog = bench.path("results/catalog.sqlite")
    try FileManager.default.createSymbolicLink(atPath: bench.path("link"), withDestinationPath: catalog)
    for target in [catalog, bench.path("results"), bench.path("link"), bench.path("nowhere/copy")] {
      let ending = try ask(bench, ["backup", target])
      #expect(ending.code == 65, "\(target)")
      #expect(ending.sentences.count == 1 && ending.errors.contains(target), "\(ending.errors)")
    }
    #expect(try bench.value("PRAGMA integrity_check") == "ok")
    #expect(!bench.listing("").contains { $0.hasSuffix(".partial") })
  }

  // MARK: forget

  @Test func `a forgotten flight leaves nothing, and the mosaic stays`() throws {
    let bench = try twoVersions()
    try bench.addHealthy("other.tif")
    #expect(try bench.run().code == 0)
    let refused = try ask(bench, ["forget", "healthy"])
    #expect(refused.code == 64 && refused.errors.contains("needs --yes"))
    #expect(refused.output.contains(bench.path("results/healthy@2")))
    #expect(bench.exists("results/healthy@2/mask.tif"))
    let ending = try ask(bench, ["forget", "healthy", "--yes"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(!bench.exists("results/healthy@2"))
    #expect(bench.exists("flights/healthy.tif"))
    #expect(try bench.value("SELECT group_concat(flight) FROM v_queue") == "other")
    #expect(try ask(bench, ["check"]).code == 0)
    // The first content is also the other flight's; it stays.
    #expect(try bench.value("SELECT count(*) FROM run") == "1")
    let again = try bench.run()
    #expect(again.code == 0 && again.output.contains("healthy: done in "), "\(again.output)")
  }
}
