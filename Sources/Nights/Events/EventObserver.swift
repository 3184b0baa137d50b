public import Batch
import Catalog
import Reporting
import Synchronization

/// Writes what happens to the flights of a run into an event log.
public final class EventObserver: RunObserver {
  /// The least time between two lines on the progress of a flight.
  static let progressInterval = Duration.seconds(10)

  private struct Flight {
    var candidate: FlightCandidate
    var begun: ContinuousClock.Instant
    var lastTold: ContinuousClock.Instant
    var donePixels = 0
  }

  private let log: EventLog
  private let exitCode: @Sendable (any Error) -> Int32
  private let now: @Sendable () -> ContinuousClock.Instant
  private let open = Mutex<Flight?>(nil)

  /// Makes an observer.
  ///
  /// - Parameter exitCode: The code with which the program would end for an error.
  public convenience init(_ log: EventLog, exitCode: @escaping @Sendable (any Error) -> Int32) {
    self.init(log, exitCode: exitCode) { ContinuousClock.now }
  }

  init(
    _ log: EventLog, exitCode: @escaping @Sendable (any Error) -> Int32,
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    (self.log, self.exitCode, self.now) = (log, exitCode, now)
  }

  /// A flight is begun.
  public func began(_ flight: FlightCandidate, number: Int, count: Int) {
    open.withLock { $0 = Flight(candidate: flight, begun: now(), lastTold: now()) }
    log.write(
      RunEvent(
        .flightBegun, .info,
        [
          "flight": .string(flight.name), "number": .integer(number), "count": .integer(count),
          "mosaic": .string(flight.paths.first ?? ""),
        ]))
  }

  /// A flight has come so far.
  public func progressed(_ flight: FlightCandidate, _ progress: RunProgress) {
    let isDue = open.withLock { open in
      guard open != nil else { return false }
      open?.donePixels = progress.donePixels
      guard let last = open?.lastTold, now() - last >= Self.progressInterval else { return false }
      open?.lastTold = now()
      return true
    }
    guard isDue else { return }
    log.write(
      RunEvent(
        .flightProgress, .info,
        [
          "flight": .string(flight.name), "stage": .string(progress.stage),
          "pixels": .integer(progress.donePixels), "total_pixels": .integer(progress.totalPixels),
        ]))
  }

  /// Something that a person should know.
  public func noted(_ flight: FlightCandidate, _ note: String) {
    log.write(RunEvent(.flightNote, .warning, ["flight": .string(flight.name), "note": .string(note)]))
  }

  /// A flight has ended.
  public func ended(_ flight: FlightCandidate, _ outcome: FlightOutcome) {
    let seconds = open.withLock { open in
      defer { open = nil }
      return open.map { Self.seconds(now() - $0.begun) }
    }
    var event = event(outcome)
    event.values["flight"] = .string(flight.name)
    if let seconds { event.values["seconds"] = .number(seconds) }
    log.write(event)
  }

  /// Tells that the run is stopped, and where a flight is at work that it is.
  public func stopped() {
    guard
      let flight = open.withLock({ open in
        defer { open = nil }; return open
      })
    else { return }
    log.write(
      RunEvent(
        .flightStopped, .warning,
        [
          "flight": .string(flight.candidate.name), "pixels": .integer(flight.donePixels),
          "seconds": .number(Self.seconds(now() - flight.begun)),
        ]))
  }

  private func event(_ outcome: FlightOutcome) -> RunEvent {
    switch outcome {
    case .done(let folder, let cost):
      RunEvent(
        .flightDone, .info,
        [
          "folder": .string(folder), "pixels": .integer(cost.workedPixels),
          "peak_memory_bytes": .integer(cost.peakMemoryByteCount), "cpu_seconds": .number(cost.cpuSeconds),
        ])
    case .alreadyDone(let folder): RunEvent(.flightAlreadyDone, .info, ["folder": .string(folder)])
    case .failed(let error):
      RunEvent(
        .flightFailed, .error,
        ["error": .string("\(error)"), "exit_code": .integer(Int(exitCode(error)))])
    case .held(let hold):
      RunEvent(
        .flightHeld, .warning, ["kind": .string(hold.kind.rawValue), "reason": .string(hold.reason)])
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + (Double(attoseconds) * 1e-15).rounded() / 1000
  }
}
