import Catalog
import Foundation
import GeoFiles
import JobDefinition

/// What a failure depends on.
enum FailureKind: Hashable, Sendable {
  /// Time may mend it.
  case passing
  /// A person must mend the machine; the flight is not at fault.
  case ofMachine
  /// The same input fails the same way.
  case lasting

  /// The exit code of what may pass; `EX_TEMPFAIL` of `sysexits.h`.
  static let temporaryCode: Int32 = 75
  /// The exit code of a machine that is not set up; `EX_CONFIG`.
  static let configurationCode: Int32 = 78

  /// Judges an error by the code with which the program would end.
  init(_ error: any Error, exitCode: Int32) {
    self =
      switch exitCode {
      case Self.temporaryCode: .passing
      case Self.configurationCode: .ofMachine
      default: Self.isOfMachine(error) ? .ofMachine : .lasting
      }
  }

  private static func isOfMachine(_ error: any Error) -> Bool {
    switch error {
    case is FileAccessError, is CatalogError: true
    case let error as OutputError: error.isOfMachine
    case let error as WorkerError: error.isOfMachine
    case let error as GDALError: MemoryShortage.isTold(by: error.reason)
    case MosaicError.unreadable(_, _, let reason): MemoryShortage.isTold(by: reason)
    default: false
    }
  }
}

extension FlightQueue {
  /// Records that a flight failed.
  ///
  /// What cannot be recorded, because the disk is full or the catalog busy, is
  /// told all the same.
  ///
  /// - Returns: How the flight ended: failed, or held where it failed before
  ///   in the same way and nothing has changed.
  func fail(_ flight: FlightCandidate, _ error: any Error, exitCode: Int32) -> FlightOutcome {
    if let aside = error as? SetAside {
      try? change(
        flight.name, to: .quarantined(reason: aside.reasons.joined(separator: "; "), fingerprint: nil))
      return .failed(error)
    }
    guard let entry = try? catalog.queueEntry(flight.name, of: jobName) else { return .failed(error) }
    let kind = FailureKind(error, exitCode: exitCode)
    let failure = QueueFailure(reason: "\(error)", exitCode: exitCode, isOfMachine: kind == .ofMachine)
    if retries != nil, kind != .ofMachine, isRepeated(entry, failure) {
      return .held(FlightHold(.failed, reason: "it failed before: \(failure.reason)"))
    }
    try? change(flight.name, to: change(after: failure, kind, entry))
    return .failed(error)
  }

  /// True for a flight that failed in the same words before its content could
  /// be told.
  private func isRepeated(_ entry: QueueEntry, _ failure: QueueFailure) -> Bool {
    entry.state == .failed && entry.fingerprint == nil && entry.reason == failure.reason
  }

  private func change(after failure: QueueFailure, _ kind: FailureKind, _ entry: QueueEntry) -> QueueChange {
    guard let retries, kind == .passing else { return .failed(failure) }
    let attempts = entry.state == .running ? entry.attempts : entry.attempts + 1
    guard attempts < retries.attempts else { return .failed(failure) }
    return .postponed(failure, until: Date() + retries.wait(after: attempts).inSeconds)
  }
}
