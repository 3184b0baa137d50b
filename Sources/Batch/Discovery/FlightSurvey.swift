/// What a job's places hold at one moment.
public struct FlightSurvey: Hashable, Sendable {
  /// The flights that may be worked on, in order.
  public var ready: [FlightCandidate]
  /// Those that may not be touched now, each with its reason.
  public var held: [HeldFlight]
  /// What cannot be taken at all until a person mends it: a mosaic, or a whole
  /// place that cannot be read.
  public var refused: [RefusedFlight]

  /// Makes a survey.
  public init(ready: [FlightCandidate], held: [HeldFlight] = [], refused: [RefusedFlight] = []) {
    self.ready = ready
    self.held = held
    self.refused = refused
  }

  /// The names of all flights.
  public var names: [String] {
    ready.map(\.name) + held.map(\.candidate.name) + refused.map(\.candidate.name)
  }

  /// What concerns the flight of a name.
  public func only(_ name: String) -> FlightSurvey {
    FlightSurvey(
      ready: ready.filter { $0.name == name }, held: held.filter { $0.candidate.name == name },
      refused: refused.filter { $0.candidate.name == name })
  }
}

/// A mosaic or a place that cannot be taken.
public struct RefusedFlight: Hashable, Sendable {
  /// The flight, or the place as if it were one.
  public var candidate: FlightCandidate
  /// Why.
  public var error: DiscoveryError

  /// Makes a refused flight.
  public init(_ candidate: FlightCandidate, _ error: DiscoveryError) {
    self.candidate = candidate
    self.error = error
  }
}

/// A flight that is not to be touched now.
public struct HeldFlight: Hashable, Sendable {
  /// The flight.
  public var candidate: FlightCandidate
  /// Why.
  public var hold: FlightHold

  /// Makes a held flight.
  public init(_ candidate: FlightCandidate, _ hold: FlightHold) {
    self.candidate = candidate
    self.hold = hold
  }
}

/// Why a flight is left alone in this run.
public struct FlightHold: Hashable, Sendable {
  /// What would end it.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Its files still arrive: time ends it.
    case settling
    /// It failed for something that may pass and is tried again later.
    case postponed
    /// It failed for good, or too often: a person ends it, or a changed mosaic
    /// or job.
    case failed
    /// A person or the quality gate set it aside: a person ends it.
    case quarantined
  }

  /// What would end it.
  public var kind: Kind
  /// The reason as a sentence without a full stop.
  public var reason: String

  /// Makes a hold.
  public init(_ kind: Kind, reason: String) {
    self.kind = kind
    self.reason = reason
  }
}

/// Thrown where a mosaic can be read but is not good enough to be worked on.
public struct SetAside: Error, Hashable, Sendable, CustomStringConvertible {
  /// The mosaic.
  public var file: String
  /// What is wrong with it, a phrase each; not empty.
  public var reasons: [String]

  /// Makes the error.
  public init(file: String, reasons: [String]) {
    self.file = file
    self.reasons = reasons
  }

  /// One sentence that names the file and every reason.
  public var description: String { "'\(file)' is set aside: \(reasons.joined(separator: "; "))" }
}
