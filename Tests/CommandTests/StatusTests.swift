import Foundation
import Grid
import TestSupport
import Testing

/// `furrow status`, `retry` and `quarantine`, and what runs make of them.
@Suite struct StatusTests {
  /// A bench with a healthy flight and a torn one.
  private func bench() throws -> FaultsBench {
    let bench = try FaultsBench()
    try bench.addHealthy()
    let whole = try Healthy.shared.get().mosaic
    try bench.write("flights/torn.tif", whole.prefix(whole.count / 2))
    return bench
  }

  private func ask(_ bench: FaultsBench, _ arguments: [String]) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(arguments + ["--job", bench.path("job.yaml")])
  }

  /// The rows of `furrow status --json` by flight.
  private func status(_ bench: FaultsBench) throws -> [String: [String: Any]] {
    let ending = try ask(bench, ["status", "--json"])
    #expect(ending.code == 0, "\(ending.errors)")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]])
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["flight"] as? String ?? "", $0) })
  }

  private static var holding: FaultsJob {
    var job = FaultsJob()
    job.more = "retries: {}"
    return job
  }

  @Test func `a night's flights have their states, reasons and codes`() throws {
    let bench = try bench()
    try bench.write("flights/empty.tif", [])
    let ending = try bench.run()
    #expect(ending.code == 65)
    let flights = try status(bench)
    #expect(
      flights.mapValues { $0["state"] as? String } == [
        "healthy": "done", "torn": "failed", "empty": "failed",
      ])
    for name in ["torn", "empty"] {
      let reason = try #require(flights[name]?["reason"] as? String)
      #expect(ending.sentences.contains(reason), "\(reason)")
      #expect(flights[name]?["exit_code"] as? Int == 65)
    }
    let text = try ask(bench, ["status"])
    #expect(text.code == 0)
    #expect(text.output.hasPrefix("job faults: 3 flights, 2 failed, 1 done\n"), "\(text.output)")
    #expect(!text.output.contains("healthy"))
    #expect(try ask(bench, ["status", "--all"]).output.contains("healthy"))
    #expect(try ask(bench, ["status", "--csv"]).output.split(whereSeparator: \.isNewline).count == 4)
    #expect(
      try bench.value("SELECT group_concat(event, ' ') FROM v_events WHERE flight = 'healthy'")
        == "seen running prepared worked published done")
  }

  /// What `furrow status` shows in a terminal of so many columns.
  private func shown(_ bench: FaultsBench, columns: Int) throws -> [Substring] {
    let script = """
      import fcntl, os, pty, struct, sys, termios
      process, terminal = pty.fork()
      if process == 0:
          fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("4H", 24, int(sys.argv[1]), 0, 0))
          os.execv(sys.argv[2], sys.argv[2:])
      text = b""
      try:
          while piece := os.read(terminal, 65536): text += piece
      except OSError: pass
      sys.stdout.write(text.decode().replace("\\r\\n", "\\n"))
      """
    return try Oracle.tool(
      Oracle.systemPython,
      ["-c", script, String(columns), BuiltFurrow.path, "status", "--job", bench.path("job.yaml")]
    ).split(separator: "\n")
  }

  @Test func `a terminal gets long reasons in lines that fit, a pipe gets them whole`() throws {
    let bench = try bench()
    _ = try bench.run()
    let piped = try ask(bench, ["status"]).output
    let reason = try #require(try status(bench)["torn"]?["reason"] as? String)
    #expect(reason.count > 100 && piped.contains(reason))
    let lines = try shown(bench, columns: 90)
    let longest = try #require(reason.split(separator: " ").map(\.count).max())
    #expect(lines.count > piped.split(separator: "\n").count)
    #expect(lines.allSatisfy { $0.count <= max(90, longest + 50) }, "\(lines)")
    let start = try #require(lines.first { $0.hasPrefix("torn") }?.range(of: "cannot")?.lowerBound)
    let indent = lines.first { $0.hasPrefix("torn") }.map { $0.distance(from: $0.startIndex, to: start) }
    let below = lines.drop { !$0.hasPrefix("torn") }.dropFirst()
    #expect(!below.isEmpty && below.allSatisfy { $0.prefix { $0 == " " }.count == indent }, "\(lines)")
    #expect(lines.flatMap { $0.split(separator: " ") }.joined(separator: " ").contains(reason))
  }

  @Test func `a failure of the machine after work began is not held against the flight`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    try FileManager.default.createDirectory(
      atPath: bench.path("results/healthy"), withIntermediateDirectories: true)
    try bench.write("results/healthy/thesis.txt", "of somebody else".utf8)
    for _ in 0..<3 {
      let ending = try bench.run(Self.holding)
      #expect(ending.code == 65, "\(ending.output)")
      #expect(ending.errors.contains("it is no folder of results"), "\(ending.errors)")
      #expect(try status(bench)["healthy"]?["state"] as? String == "failed")
    }
    #expect(try bench.value("SELECT count(*) FROM v_events WHERE event = 'worked'") == "3")
    try FileManager.default.removeItem(atPath: bench.path("results/healthy"))
    #expect(try bench.run(Self.holding).code == 0)
    try bench.expectHealthy()
  }

  @Test func `without a policy every run tries a failed flight again`() throws {
    let bench = try bench()
    for attempt in 1...3 {
      #expect(try bench.run().code == 65)
      #expect(try status(bench)["torn"]?["attempts"] as? Int == attempt)
    }
  }

  @Test func `with a policy a flight that failed for good is held and named`() throws {
    let bench = try bench()
    #expect(try bench.run(Self.holding).code == 65)
    for _ in 0..<2 {
      let ending = try bench.run(Self.holding)
      #expect(ending.code == 0, "\(ending.errors)")
      #expect(ending.sentences.isEmpty)
      #expect(
        ending.output.contains("1 flight failed before: torn (see `furrow status`)"), "\(ending.output)")
    }
    #expect(try status(bench)["torn"]?["attempts"] as? Int == 1)
  }

  /// What brings a held flight back, and the code of the run after it.
  enum Mending: CaseIterable {
    case content, job, order, name
  }

  @Test(arguments: Mending.allCases)
  func `a held flight is tried again when something changed or somebody says so`(mending: Mending) throws {
    let bench = try bench()
    #expect(try bench.run(Self.holding).code == 65)
    #expect(try bench.run(Self.holding).code == 0)
    var job = Self.holding
    var arguments: [String] = []
    switch mending {
    case .content: try bench.addHealthy("torn.tif")
    case .job: job.rule = "ndvi > 0.5"
    case .order:
      let ending = try ask(bench, ["retry", "torn"])
      #expect(ending.code == 0 && ending.output == "torn: waits; it was failed\n", "\(ending.errors)")
      #expect(try status(bench)["torn"]?["state"] as? String == "waiting")
    case .name: arguments = ["--flight", "torn"]
    }
    let ending = try bench.run(job, arguments)
    #expect(ending.code == (mending == .content ? 0 : 65), "\(ending.output) \(ending.errors)")
    #expect(try status(bench)["torn"]?["state"] as? String == (mending == .content ? "done" : "failed"))
  }

  @Test func `a file that was missing is noticed when it is back`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy("other.tif")
    var job = Self.holding
    job.flights = "{mosaics: [{file: flights/other.tif}, {file: flights/late.tif}]}"
    #expect(try bench.run(job).code == 65)
    let held = try bench.run(job)
    #expect(held.code == 0 && held.output.contains("1 flight failed before: late"), "\(held.output)")
    try MadeMosaic().write(to: bench.path("flights/late.tif"))
    #expect(try bench.run(job).code == 0)
    #expect(try status(bench)["late"]?["state"] as? String == "done")
  }

  @Test func `a flight in quarantine is left alone until somebody or its content ends it`() throws {
    let bench = try bench()
    #expect(try bench.run().code == 65)
    let order = try ask(bench, ["quarantine", "torn", "--reason", "shadow; of clouds"])
    #expect(order.code == 0, "\(order.errors)")
    for arguments in [[], ["--flight", "torn"]] {
      let ending = try bench.run(FaultsJob(), arguments)
      #expect(ending.code == 0)
      #expect(ending.output.contains("torn: quarantined, shadow; of clouds"), "\(ending.output)")
    }
    let dry = try bench.run(FaultsJob(), ["--dry-run"])
    #expect(dry.output.contains("torn") && dry.output.contains("quarantined"), "\(dry.output)")
    #expect(try status(bench)["torn"]?["reason"] as? String == "shadow; of clouds")
    try MadeMosaic().write(to: bench.path("flights/torn.tif"))
    #expect(try bench.run().code == 0)
    #expect(try status(bench)["torn"]?["state"] as? String == "done")
  }

  @Test func `orders name what is not known`() throws {
    let bench = try bench()
    _ = try bench.run()
    for arguments in [
      ["retry", "nobody"], ["quarantine", "nobody", "--reason", "x"], ["forget", "nobody"],
    ] {
      let ending = try ask(bench, arguments)
      #expect(ending.code == 64)
      #expect(ending.errors.contains("the catalog knows no flight 'nobody'; it knows healthy, torn"))
    }
    #expect(try ask(bench, ["retry", "healthy"]).output == "healthy: neither failed nor set aside\n")
    #expect(try ask(bench, ["retry"]).code == 64)
    #expect(try ask(bench, ["quarantine", "torn", "--reason", " "]).code == 64)
    #expect(try ask(bench, ["retry", "--all"]).output == "torn: waits; it was failed\n")
  }

  @Test func `a run shows as running while it lives, as stopped once it is killed`() throws {
    let bench = try FaultsBench()
    let size = PixelSize(width: 1200, height: 6144)
    try MadeMosaic(size: size).write(to: bench.path("flights/long.tif"))
    try bench.write("job.yaml", FaultsJob().text.utf8)
    let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    #expect(running.wait { (try? bench.value("SELECT count(*) FROM tile_row")) ?? "0" != "0" })
    running.send(SIGSTOP)
    let live = try #require(try status(bench)["long"])
    #expect(live["state"] as? String == "running")
    #expect((live["owner"] as? String)?.hasPrefix("process ") == true)
    #expect(live["strips"] as? Int == 96)
    #expect((1...96).contains(try #require(live["strips_sealed"] as? Int)))
    for arguments in [["forget", "long", "--yes"], ["quarantine", "long", "--reason", "x"]] {
      let refused = try ask(bench, arguments)
      #expect(
        refused.code == 75 && refused.errors.contains("is being worked on by process"), "\(refused.errors)")
    }
    running.send(SIGKILL)
    running.wait()
    let dead = try #require(try status(bench)["long"])
    #expect(dead["state"] as? String == "stopped")
    #expect(dead["owner"] is NSNull)
    #expect(try ask(bench, ["status"]).output.contains("stopped"))
    #expect(try bench.run().code == 0)
    #expect(try status(bench)["long"]?["state"] as? String == "done")
  }
}
