import Foundation
import JobDefinition
import Reporting
import Synchronization
import TestSupport
import Testing

@testable import Batch
@testable import Nights

extension FlightCandidate {
  static func named(_ name: String) -> FlightCandidate {
    FlightCandidate(name: name, date: nil, files: .one(JobPath("\(name).tif", in: "/flights")))
  }
}

@Suite struct EventTests {
  /// A clock that a test moves.
  private final class Clock: Sendable {
    private let instant = Mutex(ContinuousClock.now)
    var now: ContinuousClock.Instant { instant.withLock(\.self) }
    func pass(_ duration: Duration) { instant.withLock { $0 += duration } }
  }

  private let folder = Result { try TemporaryFolder() }

  private func path() throws -> String { try folder.get().url.appendingPathComponent("log").path }

  private func lines() throws -> [Substring] {
    try String(contentsOfFile: path(), encoding: .utf8).split(separator: "\n")
  }

  @Test func `progress is told every ten seconds at most`() throws {
    let clock = Clock()
    let log = try EventLog(path: path(), usesStandardError: false)
    let observer = EventObserver(log, exitCode: { _ in 65 }, now: { clock.now })
    let flight = FlightCandidate.named("a")
    observer.began(flight, number: 1, count: 1)
    for second in 1...35 {
      clock.pass(.seconds(1))
      observer.progressed(flight, RunProgress(stage: "segment", donePixels: second, totalPixels: 100))
    }
    let progress = try lines().filter { $0.contains("flight.progress") }
    #expect(progress.count == 3)
    #expect(
      progress.map {
        $0.contains(#""pixels":10,"#) || $0.contains(#""pixels":20,"#) || $0.contains(#""pixels":30,"#)
      } == [true, true, true])
  }

  @Test func `a flight that is stopped is told of once, with how far it came`() throws {
    let clock = Clock()
    let log = try EventLog(path: path(), usesStandardError: false)
    let observer = EventObserver(log, exitCode: { _ in 65 }, now: { clock.now })
    let flight = FlightCandidate.named("a")
    observer.began(flight, number: 1, count: 1)
    observer.progressed(flight, RunProgress(stage: "segment", donePixels: 7, totalPixels: 100))
    clock.pass(.milliseconds(1500))
    observer.stopped()
    observer.stopped()
    let stops = try lines().filter { $0.contains("flight.stopped") }
    #expect(stops.count == 1)
    #expect(stops.first?.hasSuffix(#""flight":"a","pixels":7,"seconds":1.5}"#) == true, "\(stops)")
  }

  @Test func `a line begins with time, level and event, and holds any text`() throws {
    let log = try EventLog(path: path(), usesStandardError: false)
    log.name("demo")
    let time = Date(timeIntervalSince1970: 1_777_888_999.25)
    let line = log.line(RunEvent(.flightNote, .warning, ["note": .string("a\"b\n\u{1}\u{2028}é")]), at: time)
    #expect(
      line.hasPrefix(
        #"{"time":"2026-05-04T10:03:19.250Z","level":"warning","event":"flight.note","job":"demo","#))
    let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(value?["note"] as? String == "a\"b\n\u{1}\u{2028}é")
    #expect(!line.contains("\n"))
  }
}
