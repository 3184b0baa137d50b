import Batch
import Foundation
import JobDefinition
import TestSupport
import Testing

/// Bounded tries, through the library: which failures may pass is the caller's to say.
@Suite struct QueueTests {
  private static let silent = Silent()

  private final class Silent: RunObserver {
    func began(_ flight: FlightCandidate, number: Int, count: Int) {}
    func progressed(_ flight: FlightCandidate, _ progress: RunProgress) {}
    func noted(_ flight: FlightCandidate, _ note: String) {}
    func ended(_ flight: FlightCandidate, _ outcome: FlightOutcome) {}
  }

  private func bench(_ retries: String) throws -> FaultsBench {
    let bench = try FaultsBench()
    let whole = try Healthy.shared.get().mosaic
    try bench.write("flights/torn.tif", whole.prefix(whole.count / 2))
    var job = FaultsJob()
    job.more = retries
    try bench.write("job.yaml", job.text.utf8)
    return bench
  }

  /// How the flight 'torn' ends where its failure counts with a code.
  private func run(_ bench: FaultsBench, code: Int32) throws -> FlightOutcome {
    let path = bench.path("job.yaml")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let job = try JobDecoder.decode(text: text, path: path)
    let outcomes = try JobRun(job, observer: Self.silent, exitCode: { _ in code }).run()
    return try #require(outcomes.first).outcome
  }

  private func hold(_ outcome: FlightOutcome) -> FlightHold.Kind? {
    if case .held(let hold) = outcome { hold.kind } else { nil }
  }

  private func makeDue(_ bench: FaultsBench) throws {
    _ = try bench.value("UPDATE queue SET next_try_at = '2020-01-01T00:00:00.000Z' WHERE state = 'postponed'")
  }

  @Test func `a failure that may pass is tried again after waits that double, so many times`() throws {
    let bench = try bench("retries: {attempts: 3, backoff: 10 min, longest: 15 min}")
    let wait = "SELECT round((julianday(next_try_at) - julianday(changed_at)) * 1440) FROM queue"
    for (attempt, minutes) in [(1, "10.0"), (2, "15.0")] {
      #expect(hold(try run(bench, code: 75)) == nil)
      #expect(try bench.value("SELECT state, attempts, exit_code FROM queue") == "postponed|\(attempt)|75")
      #expect(try bench.value(wait) == minutes)
      #expect(hold(try run(bench, code: 75)) == .postponed)
      try makeDue(bench)
    }
    #expect(hold(try run(bench, code: 75)) == nil)
    #expect(try bench.value("SELECT state, attempts FROM queue") == "failed|3")
    #expect(hold(try run(bench, code: 75)) == .failed)
    // Once each 'longest', so that a mended cause is noticed.
    _ = try bench.value("UPDATE queue SET changed_at = '2020-01-01T00:00:00.000Z'")
    #expect(hold(try run(bench, code: 75)) == nil)
    #expect(try bench.value("SELECT state, attempts FROM queue") == "failed|4")
  }

  @Test func `a postponed flight is worked on when it is due and nothing is wrong any more`() throws {
    let bench = try bench("retries: {backoff: 1 h}")
    #expect(hold(try run(bench, code: 75)) == nil)
    try bench.addHealthy("torn.tif")
    guard case .done = try run(bench, code: 75) else {
      Issue.record("new content is not due")
      return
    }
    #expect(try bench.value("SELECT state, attempts, next_try_at IS NULL FROM queue") == "done|1|1")
  }

  @Test func `what is the machine's fault is tried with every run`() throws {
    let bench = try bench("retries: {}")
    for _ in 1...3 {
      #expect(hold(try run(bench, code: 78)) == nil)
      #expect(try bench.value("SELECT state, attempts FROM queue") == "failed|1")
    }
    #expect(try bench.value("SELECT count(*) FROM event WHERE event = 'failed'") == "3")
  }

  @Test func `waits double up to the longest`() {
    let policy = RetryPolicy(attempts: 9, backoff: .seconds(60), longest: .seconds(500))
    #expect((1...6).map { policy.wait(after: $0) } == [60, 120, 240, 480, 500, 500].map { .seconds($0) })
    #expect(RetryPolicy(backoff: .seconds(90), longest: .seconds(60)).wait(after: 1) == .seconds(60))
  }

  @Test func `a flight at which the program died twice keeps no other waiting`() throws {
    let bench = try bench("")
    try bench.write("flights/a.tif", try bench.bytes("flights/torn.tif"))
    try bench.addHealthy("z.tif")
    _ = try run(bench, code: 65)
    _ = try bench.value(
      """
      UPDATE queue SET state = 'running', reason = NULL, owner = 'nobody', attempts = 2, exit_code = NULL
      WHERE flight_name = 'a'
      """)
    let path = bench.path("job.yaml")
    let job = try JobDecoder.decode(text: String(contentsOfFile: path, encoding: .utf8), path: path)
    let order = try JobRun(job, observer: Self.silent, exitCode: { _ in 65 }).run().map(\.flight.name)
    #expect(order == ["torn", "z", "a"])
  }
}
