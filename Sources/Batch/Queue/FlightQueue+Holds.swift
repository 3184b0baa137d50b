import Catalog
import Foundation
import JobDefinition

extension FlightQueue {
  /// Why a flight is not to be tried now, before its content is looked at.
  ///
  /// - Throws: `CatalogError`.
  func hold(before flight: FlightCandidate) throws -> FlightHold? {
    guard retries != nil, let entry = try catalog.queueEntry(flight.name, of: jobName),
      entry.state == .postponed, entry.fingerprint == nil
    else { return nil }
    return waiting(entry)
  }

  /// Why a flight is not to be tried with this input.
  ///
  /// - Throws: `CatalogError`.
  func hold(on flight: FlightCandidate, _ input: QueueInput) throws -> FlightHold? {
    guard let entry = try catalog.queueEntry(flight.name, of: jobName) else { return nil }
    switch entry.state {
    case .quarantined: return try quarantine(entry, input)
    case .failed where retries != nil && entry.was(tried: input): return failure(entry)
    case .postponed where retries != nil && entry.was(tried: input): return waiting(entry)
    default: return nil
    }
  }

  /// A quarantine ends with the content for which it was spoken.
  private func quarantine(_ entry: QueueEntry, _ input: QueueInput) throws -> FlightHold? {
    let (name, reason) = (entry.flight.flightName, entry.reason ?? "set aside")
    guard let fingerprint = entry.fingerprint else {
      try change(name, to: .quarantined(reason: reason, fingerprint: input.fingerprint))
      return FlightHold(.quarantined, reason: reason)
    }
    guard fingerprint == input.fingerprint else {
      try change(name, to: .waiting)
      return nil
    }
    return FlightHold(.quarantined, reason: reason)
  }

  private func failure(_ entry: QueueEntry) -> FlightHold? {
    if entry.exitCode == FailureKind.temporaryCode, let longest = retries?.longest,
      entry.changedAt + longest.inSeconds <= Date()
    {
      return nil
    }
    let times = entry.attempts == 1 ? "once" : "\(entry.attempts) times"
    return FlightHold(.failed, reason: "it failed \(times) with the same input: \(entry.reason ?? "")")
  }

  private func waiting(_ entry: QueueEntry) -> FlightHold? {
    guard let time = entry.nextTryAt, time > Date() else { return nil }
    return FlightHold(
      .postponed, reason: "tried again after \(time.formatted(.iso8601)): \(entry.reason ?? "")")
  }
}
