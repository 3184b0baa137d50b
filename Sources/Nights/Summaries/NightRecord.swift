public import Batch
import Catalog
public import Foundation
import Synchronization

/// What became of each flight of a run.
public final class NightRecord: RunObserver {
  /// A flight and what became of it.
  public struct Entry: Sendable {
    /// The flight.
    public var flight: FlightCandidate
    /// How work on it ended; `nil` where the run was stopped in it.
    public var outcome: FlightOutcome?
    /// Seconds from its begin, waiting for other runs included.
    public var seconds: Double
  }

  private struct State {
    var entries: [Entry] = []
    var begun: [String: Date] = [:]
    /// Flights that were to be worked on and were not begun yet.
    var waitingCount = 0
  }

  /// When the run began.
  public let begun: Date
  private let state = Mutex(State())

  /// Begins a record.
  public init(begun: Date = Date()) { self.begun = begun }

  /// A flight is begun.
  public func began(_ flight: FlightCandidate, number: Int, count: Int) {
    state.withLock { state in
      state.begun[flight.name] = Date()
      state.entries.append(Entry(flight: flight, outcome: nil, seconds: 0))
      state.waitingCount = count - number
    }
  }

  /// A flight has come so far.
  public func progressed(_ flight: FlightCandidate, _ progress: RunProgress) {}

  /// Something that a person should know.
  public func noted(_ flight: FlightCandidate, _ note: String) {}

  /// A flight has ended.
  public func ended(_ flight: FlightCandidate, _ outcome: FlightOutcome) {
    state.withLock { state in
      let seconds = state.begun[flight.name].map { Date().timeIntervalSince($0) } ?? 0
      let entry = Entry(flight: flight, outcome: outcome, seconds: seconds)
      if let place = state.entries.lastIndex(where: { $0.flight.name == flight.name }) {
        state.entries[place] = entry
      } else {
        state.entries.append(entry)
      }
    }
  }

  /// The flights in the order in which they were begun.
  public var entries: [Entry] { state.withLock(\.entries) }

  /// The counts of a run's flights.
  public var tally: FlightTally {
    state.withLock { FlightTally($0.entries.map(\.outcome), waiting: $0.waitingCount) }
  }
}

/// How many flights of a run ended how.
public struct FlightTally: Hashable, Sendable {
  /// Done in this run.
  public var done = 0
  /// Done before.
  public var alreadyDone = 0
  /// Failed in this run.
  public var failed = 0
  /// Left alone, by the kind of hold.
  public var held: [FlightHold.Kind: Int] = [:]
  /// Begun and stopped, or not begun.
  public var unfinished = 0

  init(_ outcomes: [FlightOutcome?], waiting: Int) {
    unfinished = waiting
    for outcome in outcomes {
      switch outcome {
      case nil: unfinished += 1
      case .done: done += 1
      case .alreadyDone: alreadyDone += 1
      case .failed: failed += 1
      case .held(let hold): held[hold.kind, default: 0] += 1
      }
    }
  }

  /// Each state's name for programs with its count.
  public var states: [(name: String, count: Int)] {
    [("done", done), ("already_done", alreadyDone), ("failed", failed)]
      + FlightHold.Kind.allCases.map { ("held_\($0.rawValue)", held[$0] ?? 0) }
      + [("unfinished", unfinished)]
  }

  /// Flights that a person has to look at.
  var needPeople: Int { failed + (held[.failed] ?? 0) + (held[.quarantined] ?? 0) }
}
