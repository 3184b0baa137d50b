import Foundation
import TestSupport
import Testing

@Suite struct NightLogTests {
  private static let hasOracle = Oracle.python != nil

  private func mixed() throws -> NightBench {
    let bench = try NightBench()
    try bench.bench.addHealthy("healthy.tif")
    try bench.addBroken()
    try bench.writeJob()
    return bench
  }

  @Test func `each event of a run is a line of a file that later runs add to`() throws {
    let bench = try mixed()
    #expect(try bench.run(["--log-file", bench.path("logs/night.jsonl")]).code == 65)
    #expect(try bench.run(["--log-file", bench.path("logs/night.jsonl")]).code == 65)
    let names = try bench.events("logs/night.jsonl").compactMap { $0["event"] as? String }
    #expect(names.count { $0 == "run.begun" } == 2)
    let first = names.prefix(through: names.firstIndex(of: "run.ended") ?? 0)
    #expect(
      first == [
        "run.begun", "flight.begun", "flight.failed", "flight.begun", "flight.done", "run.ended",
      ])
    #expect(names.contains("flight.already_done"))
    let events = try bench.events("logs/night.jsonl")
    let failed = try #require(events.first { $0["event"] as? String == "flight.failed" })
    #expect(failed["exit_code"] as? Int == 65)
    #expect((failed["error"] as? String)?.contains("broken.tif") == true)
    let ended = try #require(events.first { $0["event"] as? String == "run.ended" })
    #expect(ended["cause"] as? String == "finished" && ended["exit_code"] as? Int == 65)
    #expect((ended["flights"] as? [String: Int])?["done"] == 1)
    #expect((ended["flights"] as? [String: Int])?["failed"] == 1)
  }

  @Test(.enabled(if: hasOracle)) func `every line fits its schema`() throws {
    let bench = try mixed()
    let log = ["--log-file", bench.path("night.jsonl")]
    try bench.run(log)
    try bench.run(log + ["--until", "+1h"])
    try bench.writeJob("notify: {mail: [./no-such-program]}\nmetrics: job.yaml/impossible")
    try bench.run(log)
    try bench.writeJob("notify: {mail: [\"true\"]}")
    try bench.run(log)
    try bench.bench.write("job.yaml", "version: 1\n".utf8)
    #expect(try bench.run(log).code == 65)
    let (count, errors) = try bench.faults(of: "night.jsonl", schema: "event.schema.json")
    #expect(errors == [])
    #expect(count > 20)
    let names = Set(try bench.events("night.jsonl").compactMap { $0["event"] as? String })
    #expect(names.isSuperset(of: ["summary.sent", "summary.failed", "metrics.failed"]))
  }

  @Test(.enabled(if: hasOracle)) func `the schema refuses an event with a value of another`() throws {
    let bench = try NightBench()
    let wrong = [
      #"{"time":"2026-05-04T10:00:00.000Z","level":"info","event":"run.skipped"}"#,
      #"{"time":"2026-05-04T10:00:00.000Z","level":"info","event":"run.skipped","job":"a","way":"mail"}"#,
      #"{"time":"2026-05-04 10:00","level":"info","event":"run.skipped","job":"a"}"#,
    ]
    try bench.bench.write("wrong.jsonl", wrong.joined(separator: "\n").utf8)
    #expect(try bench.faults(of: "wrong.jsonl", schema: "event.schema.json").errors.count == 3)
  }

  @Test(.enabled(if: hasOracle)) func `with json standard error holds nothing but events`() throws {
    let bench = try mixed()
    let ending = try bench.run(["--log", "json"])
    #expect(ending.code == 65)
    try bench.bench.write("errors", ending.errors.utf8)
    #expect(try bench.faults(of: "errors", schema: "event.schema.json").errors == [])
    #expect(ending.errors.contains("flight.failed") && ending.output.contains("healthy: done in "))
    let unread = try BuiltFurrow.run(["run", bench.path("none.yaml"), "--log", "json"])
    #expect(unread.code == 65)
    try bench.bench.write("errors", unread.errors.utf8)
    #expect(try bench.faults(of: "errors", schema: "event.schema.json").errors == [])
    #expect(unread.errors.contains("none.yaml"))
  }

  @Test func `a log that cannot be opened is said before anything is done`() throws {
    let bench = try mixed()
    try bench.bench.write("file", "".utf8)
    let ending = try bench.run(["--log-file", bench.path("file/night.jsonl")])
    #expect(ending.code == 65 && ending.sentences.count == 1, "\(ending.errors)")
    #expect(!bench.bench.exists("results"))
  }

  @Test func `a log without room does not stop the run`() throws {
    let bench = try mixed()
    let ending = try bench.run(["--log-file", "/dev/full"])
    #expect(ending.code == 65)
    #expect(ending.output.contains("healthy: done in "))
    #expect(ending.sentences.contains { $0.hasPrefix("lines of the event log are missing: ") })
  }
}
