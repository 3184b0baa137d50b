public import Catalog

/// How far a flight has come.
public struct RunProgress: Hashable, Sendable {
  /// What is being done, in words for people.
  public var stage: String
  /// The pixels that are done.
  public var donePixels: Int
  /// The pixels of the mosaic.
  public var totalPixels: Int
}

/// What wants to know how a run goes. Called from any thread.
public protocol RunObserver: Sendable {
  /// A flight is begun, the `number`th of `count`.
  func began(_ flight: FlightCandidate, number: Int, count: Int)
  /// A flight has come so far.
  func progressed(_ flight: FlightCandidate, _ progress: RunProgress)
  /// Something that a person should know, a sentence.
  func noted(_ flight: FlightCandidate, _ note: String)
  /// A flight has ended.
  func ended(_ flight: FlightCandidate, _ outcome: FlightOutcome)
}

/// How work on a flight ended.
public enum FlightOutcome: Sendable {
  /// The flight is done; its results are in this folder.
  case done(folder: String, cost: RunCost)
  /// It was done before with the same parameters.
  case alreadyDone(folder: String)
  /// It failed; other flights go on.
  case failed(any Error)
  /// It was not touched.
  case held(FlightHold)
}
