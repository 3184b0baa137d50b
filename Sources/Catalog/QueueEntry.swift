public import Foundation

/// A flight of a job as it is first seen, before anything is known of its content.
public struct QueueSighting: Hashable, Sendable {
  /// The flight's name.
  public var flightName: String
  /// Its files.
  public var paths: [String]
  /// The farm, where it is known.
  public var farm: String?
  /// The day of the flight as "yyyy-mm-dd", where it is known.
  public var takenOn: String?

  /// Makes a sighting.
  public init(flightName: String, paths: [String], farm: String? = nil, takenOn: String? = nil) {
    self.flightName = flightName
    self.paths = paths
    self.farm = farm
    self.takenOn = takenOn
  }
}

/// What a try at a flight depends on: a try with the same input ends the same way.
public struct QueueInput: Hashable, Sendable {
  /// What tells the mosaic's content apart from any other.
  public var fingerprint: String
  /// The hash of everything else that determines results.
  public var parametersHash: String
  /// The version of the program.
  public var programVersion: String

  /// Makes an input.
  public init(fingerprint: String, parametersHash: String, programVersion: String) {
    self.fingerprint = fingerprint
    self.parametersHash = parametersHash
    self.programVersion = programVersion
  }
}

/// A failure as the queue keeps it.
public struct QueueFailure: Hashable, Sendable {
  /// The sentence that was told.
  public var reason: String
  /// The code with which the program would have ended.
  public var exitCode: Int32?
  /// True where the machine, not the flight, was at fault: what the try
  /// depended on is not kept then, so that nothing is held against it.
  public var isOfMachine: Bool

  /// Makes a failure.
  public init(reason: String, exitCode: Int32?, isOfMachine: Bool = false) {
    self.reason = reason
    self.exitCode = exitCode
    self.isOfMachine = isOfMachine
  }
}

/// What becomes of a flight.
public enum QueueChange: Hashable, Sendable {
  /// The next run may work on it; its tries are counted from 0 again.
  case waiting
  /// Its files still arrive.
  case settling(reason: String)
  /// It is in somebody's hands.
  case running(owner: String, QueueInput)
  /// The one who had it was stopped in order; the next run goes on.
  case stopped
  /// The one who had it died; the next run goes on, and the try counts.
  case died
  /// Its results are published.
  case done(QueueInput)
  /// It failed for good.
  case failed(QueueFailure)
  /// It failed for something that may pass.
  case postponed(QueueFailure, until: Date)
  /// It was set aside, for this content where it is told.
  case quarantined(reason: String, fingerprint: String?)
}

/// One row of the queue.
public struct QueueEntry: Hashable, Sendable {
  /// What can become of a flight.
  public enum State: String, Hashable, Sendable, CaseIterable {
    case waiting, settling, running, done, failed, postponed, quarantined
  }

  /// The job.
  public var jobName: String
  /// The flight as it was seen last.
  public var flight: QueueSighting
  /// What the last try depended on, as far as that is known.
  public var fingerprint: String?
  /// The hash of the last try's parameters.
  public var parametersHash: String?
  /// The version of the program that tried last.
  public var programVersion: String?
  /// What became of it.
  public var state: State
  /// Why, as a sentence, where the state needs a reason.
  public var reason: String?
  /// The code of the failure.
  public var exitCode: Int32?
  /// How often it was tried with this input.
  public var attempts: Int
  /// When it may be tried again.
  public var nextTryAt: Date?
  /// Who works on it.
  public var owner: String?
  /// When a run saw it first.
  public var firstSeenAt: Date
  /// When its state changed last.
  public var changedAt: Date

  /// True where the last try had this input.
  public func was(tried input: QueueInput) -> Bool {
    fingerprint == input.fingerprint && parametersHash == input.parametersHash
      && programVersion == input.programVersion
  }
}

/// One thing that happened.
public struct CatalogEvent: Hashable, Sendable {
  /// When.
  public var at: Date
  /// The job.
  public var jobName: String
  /// The flight; `nil` for what concerns the whole job.
  public var flightName: String?
  /// The run, where there was one.
  public var run: RunID?
  /// What happened, one word.
  public var event: String
  /// More of it.
  public var detail: String?

  /// Makes an event.
  public init(
    at: Date, jobName: String, flightName: String?, run: RunID? = nil, event: String, detail: String? = nil
  ) {
    self.at = at
    self.jobName = jobName
    self.flightName = flightName
    self.run = run
    self.event = event
    self.detail = detail
  }
}
