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
    case .quarantined where entry.fingerprint == nil || entry.fingerprint == input.fingerprint:
      return FlightHold(.quarantined, reason: entry.reason ?? "set aside")
    case .failed where retries != nil && entry.was(tried: input): return failure(entry)
    case .postponed where retries != nil && entry.was(tried: input): return waiting(entry)
    default: return nil
    }
  }

  /// Notes for which content a quarantine was spoken, so that it ends with it.
  ///
  /// - Throws: `CatalogError`.
  func keep(_ hold: FlightHold, on flight: FlightCandidate, _ input: QueueInput) throws {
    guard hold.kind == .quarantined else { return }
    try change(flight.name, to: .quarantined(reason: hold.reason, fingerprint: input.fingerprint))
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
