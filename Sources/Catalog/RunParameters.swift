/// A run's number in the catalog.
public struct RunID: RawRepresentable, Hashable, Sendable {
  /// The row's number.
  public let rawValue: Int64

  /// Makes an id from a row's number.
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// What makes a run of a job on a flight different from any other.
public struct RunParameters: Hashable, Sendable {
  /// The job's name.
  public var jobName: String
  /// Everything that bears on the results, as JSON for people to look up.
  public var json: String
  /// The hash of the same; two runs with one hash have equal results.
  public var hash: String
  /// The version of the program.
  public var programVersion: String

  /// Makes parameters.
  public init(jobName: String, json: String, hash: String, programVersion: String) {
    self.jobName = jobName
    self.json = json
    self.hash = hash
    self.programVersion = programVersion
  }
}

/// What the catalog answers to the wish to begin a run.
public enum RunStart: Hashable, Sendable {
  /// A new run; nothing is sealed.
  case begun(RunID)
  /// An earlier run that did not end well goes on; tile rows may be sealed.
  case resumed(RunID)
  /// The same run was done before; there is nothing to do.
  case alreadyDone(RunID)

  /// The run's number.
  public var run: RunID {
    switch self {
    case .begun(let run), .resumed(let run), .alreadyDone(let run): run
    }
  }
}

/// A done run whose results are what a flight's folder holds.
public struct Publication: Hashable, Sendable {
  /// The run.
  public var run: RunID
  /// The flight.
  public var flight: FlightID
  /// True where a later run of the flight did not end and may have replaced the files.
  public var isDoubtful: Bool
}
