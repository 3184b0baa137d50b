import Batch

/// What a run left alone though somebody should look at it.
struct HeldFlights {
  private let failed: [String]
  private let quarantined: [String]

  /// Reads the outcomes of a run.
  init(_ outcomes: [(flight: FlightCandidate, outcome: FlightOutcome)]) {
    let names = { (kind: FlightHold.Kind) in
      outcomes.compactMap { flight, outcome in
        if case .held(let hold) = outcome, hold.kind == kind { flight.name } else { nil }
      }
    }
    (failed, quarantined) = (names(.failed), names(.quarantined))
  }

  /// "2 flights failed before: a, b; 1 flight is in quarantine: c; `furrow
  /// status` says why"; `nil` where there is nothing to say.
  var line: String? {
    let parts = [
      failed.isEmpty ? nil : "\(Number.count(failed.count, "flight")) failed before: \(Self.list(failed))",
      quarantined.isEmpty
        ? nil : "\(Number.count(quarantined.count, "flight")) in quarantine: \(Self.list(quarantined))",
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "; ") + " (see `furrow status`)"
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }
}
