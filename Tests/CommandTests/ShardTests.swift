import Foundation
import Grid
import TestSupport
import Testing

/// Shards through the built program: plan, work, reduce. Rows 34 to 36 of docs/faults.md.
@Suite(.serialized) struct ShardTests {
  /// Weeds that cross every border of shards, in stripes, patches and specks, under a
  /// slanted edge; 7 steps of 512 rows and a part of an eighth.
  private static let tall = Result { () -> [UInt8] in
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(size: PixelSize(width: 180, height: 3700), nodata: 0)
    try mosaic.write(to: bench.path("flights/tall.tif")) { band, column, row in
      guard column > row / 60, column + row / 90 < 175 else { return 0 }
      let isStripe = (60..<64).contains(column) || (column + row / 3) % 40 < 3
      let isPatch = row % 512 > 490 || row % 512 < 9 ? column % 29 < 17 : (row / 7 + column / 5) % 11 == 0
      let isSpeck = (row * 31 + column * 17) % 97 == 0
      let grain = Double((column * 7 + row * 13) % 11) * 40
      let isWeed = isStripe || isPatch || isSpeck
      return (band == 0 ? (isWeed ? 1500 : 6000) : (isWeed ? 15000 : 8000)) + grain
    }
    return try bench.bytes("flights/tall.tif")
  }

  private static var job: FaultsJob {
    var job = FaultsJob(fields: "{file: fields.gpkg}")
    job.outputs = "{folder: results, indices: [ndvi], confidence: true}"
    job.more = "cleaning: [{majority: {size: 3}}, {sieve: {smaller_than_m2: 0.05}}]"
    return job
  }

  private func bench() throws -> FaultsBench {
    let bench = try FaultsBench()
    try bench.write("flights/tall.tif", try Self.tall.get())
    try bench.writeFields([
      ("A", 70...110, 100...3600), ("B", 20.5...90.2, 500...530), ("C", 80...150, 1500...2100),
    ])
    try bench.write("job.yaml", Self.job.text.utf8)
    return bench
  }

  private static let undisturbed = Result { () -> Traces in
    let bench = try ShardTests().bench()
    let ending = try BuiltFurrow.run(["run", bench.path("job.yaml")])
    try #require(ending.code == 0, "\(ending.errors)")
    return try Traces(bench, flight: "tall")
  }

  /// Plans and returns the number of shards.
  private func plan(_ bench: FaultsBench, _ arguments: [String]) throws -> Int {
    let ending = try BuiltFurrow.run(
      ["shard", "plan", bench.path("job.yaml"), "--into", bench.path("shards")] + arguments)
    try #require(ending.code == 0, "\(ending.errors)")
    return try #require(Int(ending.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  private func work(_ bench: FaultsBench, _ number: Int) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(["shard", "work", bench.path("shards/plan.json"), String(number)])
  }

  private func reduce(_ bench: FaultsBench) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(["shard", "reduce", bench.path("shards/plan.json")])
  }

  private func expectUndisturbed(
    _ bench: FaultsBench, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      try Traces(bench, flight: "tall").differences(from: Self.undisturbed.get()) == [],
      sourceLocation: sourceLocation)
    let left = bench.listing("results/.furrow").filter { !$0.hasSuffix(".lock") }
    #expect(left == [], sourceLocation: sourceLocation)
  }

  @Test(arguments: [1, 2, 3, 7])
  func `shards give what one machine gives`(count: Int) throws {
    let bench = try bench()
    #expect(try plan(bench, ["--shards", String(count)]) == count)
    for number in (1...count).reversed() {
      let ending = try work(bench, number)
      #expect(ending.code == 0, "\(ending.errors)")
      #expect(ending.output.hasSuffix("made\n"))
    }
    #expect(!bench.exists("results/catalog.sqlite"), "a worker opens no catalog")
    #expect(try work(bench, 1).output.hasSuffix("there already\n"))
    let ending = try reduce(bench)
    #expect(ending.code == 0, "\(ending.errors)")
    try expectUndisturbed(bench)
    #expect(bench.listing("shards").count == count + 1, "\(bench.listing("shards"))")
    let again = try reduce(bench)
    #expect(again.code == 0 && again.output.contains("already done"))
  }

  @Test func `other tiles and threads make shards that fit as well`() throws {
    let bench = try bench()
    #expect(try plan(bench, ["--rows", "1024", "--tile-size", "192", "--threads", "3"]) == 4)
    for number in 1...4 { #expect(try work(bench, number).code == 0) }
    #expect(try reduce(bench).code == 0)
    try expectUndisturbed(bench)
  }

  @Test func `a sealed shard is what sha256sum says that it is`() throws {
    let bench = try bench()
    _ = try plan(bench, ["--shards", "2"])
    #expect(try work(bench, 2).code == 0)
    let bytes = try bench.bytes("shards/shard-000002")
    try bench.write("content", bytes.dropLast(64))
    let sum = try Oracle.tool("sha256sum", [bench.path("content")]).prefix(64)
    #expect(String(decoding: bytes.suffix(64), as: UTF8.self) == sum)
  }

  @Test func `two workers at once on one shard leave the bytes of one`() throws {
    let bench = try bench()
    _ = try plan(bench, ["--shards", "2"])
    #expect(try work(bench, 2).code == 0)
    let alone = try bench.bytes("shards/shard-000002")
    unlink(bench.path("shards/shard-000002"))
    let both = try (0..<2).map { _ in
      try RunningFurrow(["shard", "work", bench.path("shards/plan.json"), "2"], in: bench)
    }
    #expect(both.map { $0.wait().code } == [0, 0])
    #expect(try bench.bytes("shards/shard-000002") == alone)
    #expect(bench.listing("shards") == ["plan.json", "shard-000002"])
  }

  @Test func `a worker that is killed leaves nothing sealed, and the next makes the shard`() throws {
    let bench = try bench()
    _ = try plan(bench, ["--shards", "1", "--threads", "1"])
    let worker = try RunningFurrow(["shard", "work", bench.path("shards/plan.json"), "1"], in: bench)
    #expect(worker.wait { bench.listing("shards").contains { $0.hasPrefix(".shard-000001") } })
    worker.send(SIGKILL)
    worker.wait()
    #expect(!bench.exists("shards/shard-000001"))
    let early = try reduce(bench)
    #expect(early.code == 75)
    #expect(early.errors.contains("flight 'tall', rows 0 to 3699"), "\(early.errors)")
    #expect(try work(bench, 1).code == 0)
    #expect(bench.listing("shards") == ["plan.json", "shard-000001"], "what the killed one left is gone")
    #expect(try reduce(bench).code == 0)
    try expectUndisturbed(bench)
  }

  @Test func `missing shards are named with flight and rows, and what is there stays`() throws {
    let bench = try bench()
    _ = try plan(bench, ["--shards", "7"])
    for number in [1, 2, 4, 5, 7] { #expect(try work(bench, number).code == 0) }
    let ending = try reduce(bench)
    #expect(ending.code == 75)
    #expect(
      ending.errors.contains("flight 'tall', rows 1024 to 1535; flight 'tall', rows 2560 to 3071"),
      "\(ending.errors)")
    #expect(!bench.exists("results/tall"))
    #expect(bench.listing("shards").count == 6)
    for number in [3, 6] { #expect(try work(bench, number).code == 0) }
    #expect(try reduce(bench).code == 0)
    try expectUndisturbed(bench)
  }

  @Test(arguments: [0, 9, 40, 5000, -1, -70, -75])
  func `a damaged shard is named and can be made anew`(place: Int) throws {
    let bench = try bench()
    _ = try plan(bench, ["--shards", "2"])
    for number in 1...2 { #expect(try work(bench, number).code == 0) }
    var bytes = try bench.bytes("shards/shard-000002")
    bytes[place < 0 ? bytes.count + place : place] ^= 4
    try bench.write("shards/shard-000002", bytes)
    let ending = try reduce(bench)
    #expect(ending.code == 65, "\(ending.errors)")
    #expect(ending.errors.contains("shard-000002' (flight 'tall', rows 2048 to 3699) is damaged at byte"))
    #expect(!bench.exists("results/tall"))
    #expect(try work(bench, 2).output.hasSuffix("made\n"))
    #expect(try reduce(bench).code == 0)
    try expectUndisturbed(bench)
  }

  @Test func `a truncated shard is refused`() throws {
    let bench = try bench()
    _ = try plan(bench, ["--shards", "1"])
    #expect(try work(bench, 1).code == 0)
    let bytes = try bench.bytes("shards/shard-000001")
    for count in [0, 7, 15, 16, 90, bytes.count / 2, bytes.count - 1] {
      try bench.write("shards/shard-000001", bytes.prefix(count))
      let ending = try reduce(bench)
      #expect(ending.code == 65, "\(count): \(ending.errors)")
      #expect(ending.errors.contains("shard-000001"))
    }
  }

  @Test func `a changed mosaic, job or boundary is refused by workers and by the reducer`() throws {
    let bench = try bench()
    _ = try plan(bench, ["--shards", "1"])
    #expect(try work(bench, 1).code == 0)
    var job = Self.job
    job.rule = "ndvi > 0.4"
    try bench.write("job.yaml", job.text.utf8)
    for ending in [try work(bench, 1), try reduce(bench)] {
      #expect(ending.code == 65)
      #expect(ending.errors.contains("the job, its fields or its model of flight 'tall'"), "\(ending.errors)")
    }
    try bench.write("job.yaml", Self.job.text.utf8)
    var mosaic = try bench.bytes("flights/tall.tif")
    mosaic[mosaic.count - 100] ^= 1
    try bench.write("flights/tall.tif", mosaic)
    for ending in [try work(bench, 1), try reduce(bench)] {
      #expect(ending.code == 65)
      #expect(ending.errors.contains("the mosaic of flight 'tall'"), "\(ending.errors)")
    }
  }

  @Test func `a run by shards gives what one process gives, for each flight of a job`() throws {
    let bench = try bench()
    try bench.addHealthy()
    try bench.write("flights/bad.tif", [1, 2, 3])
    let ending = try BuiltFurrow.run(
      ["run", bench.path("job.yaml"), "--engine", "shards", "--workers", "2"])
    #expect(ending.code == 65, "\(ending.errors)")
    #expect(ending.errors.contains("flights/bad.tif"))
    #expect(bench.exists("results/healthy/mask.tif"))
    let tall = try Traces(bench, flight: "tall").files
    #expect(try tall == Self.undisturbed.get().files)
    unlink(bench.path("flights/bad.tif"))
    let again = try BuiltFurrow.run(["run", bench.path("job.yaml"), "--engine", "shards"])
    #expect(again.code == 0, "\(again.errors)")
    #expect(again.output.contains("tall: already done") && again.output.contains("healthy: already done"))
  }

  @Test func `a run by shards that is stopped goes on with the sealed ones`() throws {
    let bench = try bench()
    try bench.write("job.yaml", (Self.job.text + "engine: shards\n").utf8)
    let run = try RunningFurrow(["run", bench.path("job.yaml"), "--workers", "1"], in: bench)
    #expect(run.wait { bench.listing("results/.furrow").contains { $0.hasSuffix("/shard-000001") } })
    run.send(SIGTERM)
    #expect(run.wait().code == 143)
    let ending = try BuiltFurrow.run(["run", bench.path("job.yaml"), "--workers", "1"])
    #expect(ending.code == 0, "\(ending.errors)")
    try expectUndisturbed(bench)
  }

  @Test func `a run by shards makes a damaged sealed one anew`() throws {
    let bench = try bench()
    try bench.write("job.yaml", (Self.job.text + "engine: shards\n").utf8)
    let run = try RunningFurrow(["run", bench.path("job.yaml"), "--workers", "1"], in: bench)
    #expect(run.wait { bench.listing("results/.furrow").contains { $0.hasSuffix("/shard-000002") } })
    run.send(SIGTERM)
    #expect(run.wait().code == 143)
    let sealed = bench.listing("results/.furrow").filter { $0.contains("/shard-00000") }.sorted()
    try #require(sealed.count >= 2)
    var bytes = try bench.bytes("results/.furrow/\(sealed[0])")
    bytes[bytes.count / 2] ^= 1
    try bench.write("results/.furrow/\(sealed[0])", bytes)
    try bench.write("results/.furrow/\(sealed[1])", bytes.prefix(100))
    let ending = try BuiltFurrow.run(["run", bench.path("job.yaml"), "--workers", "1"])
    #expect(ending.code == 0, "\(ending.errors)")
    try expectUndisturbed(bench)
  }

  private static let hasParallel = (try? Oracle.tool("parallel", ["--version"])) != nil

  @Test(
    .enabled(if: hasParallel, "GNU parallel is not installed"),
    arguments: [
      "parallel --will-cite -j 2 FURROW shard work PLAN {} ::: $(seq COUNT)",
      "seq COUNT | parallel --will-cite -j 2 --retries 3 --sshlogin : FURROW shard work PLAN {}",
    ])
  func `GNU parallel makes shards side by side`(command: String) throws {
    let bench = try bench()
    let count = try plan(bench, ["--shards", "7"])
    let script = command.replacing("FURROW", with: "'\(BuiltFurrow.path)'")
      .replacing("PLAN", with: "'\(bench.path("shards/plan.json"))'").replacing("COUNT", with: "\(count)")
    let told = try Oracle.tool("sh", ["-c", script])
    #expect(told.split(separator: "\n").count { $0.hasSuffix(": made") } == count, "\(told)")
    #expect(try reduce(bench).code == 0)
    try expectUndisturbed(bench)
  }

  @Test func `what merging publishes is what the catalog says that it is`() throws {
    let bench = try bench()
    let count = try plan(bench, ["--shards", "3"])
    for number in 1...count { #expect(try work(bench, number).code == 0) }
    #expect(try reduce(bench).code == 0)
    let ending = try BuiltFurrow.run(["check", "--job", bench.path("job.yaml")])
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
  }

  @Test func `a shell makes shards side by side`() throws {
    let bench = try bench()
    let count = try plan(bench, ["--shards", "7"])
    let script =
      "seq \(count) | xargs -P 2 -n 1 '\(BuiltFurrow.path)' shard work '\(bench.path("shards/plan.json"))'"
    _ = try Oracle.tool("sh", ["-c", script])
    #expect(try reduce(bench).code == 0)
    try expectUndisturbed(bench)
  }

  @Test func `a plan that cannot be is refused`() throws {
    let bench = try bench()
    _ = try plan(bench, ["--shards", "3"])
    let text = String(decoding: try bench.bytes("shards/plan.json"), as: UTF8.self)
    for (old, new, words) in [
      ("\"first_row\" : 1024", "\"first_row\" : 1025", "do not cover flight 'tall' from row 1024"),
      ("\"height\" : 3700", "\"height\" : 9700", "do not cover flight 'tall' from row 2560"),
      ("\"version\" : 1", "\"version\" : 2", "version 2 of the format"),
      ("\"program\" : \"", "\"program\" : \"9", "was made by furrow 9"),
      ("\"name\" : \"tall\"", "\"name\" : \"../x\"", "'../x' is not the name of a flight"),
      ("\"width\" : 180", "\"width\" : \"180\"", "/flights/0/width"),
      ("{", "[", "it is not JSON"),
    ] {
      let first = try #require(text.range(of: old), "\(old)")
      try bench.write("shards/plan.json", text.replacingCharacters(in: first, with: new).utf8)
      for ending in [try work(bench, 1), try reduce(bench)] {
        #expect(ending.code == 65, "\(ending.errors)")
        #expect(ending.errors.contains(words), "\(ending.errors)")
      }
    }
    try bench.write("shards/plan.json", text.utf8)
    for number in ["0", "4"] {
      let ending = try BuiltFurrow.run(["shard", "work", bench.path("shards/plan.json"), number])
      #expect(ending.code == 64)
      #expect(ending.errors.contains("shards 1 to 3"))
    }
  }
}
