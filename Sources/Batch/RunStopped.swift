/// Thrown where a run was asked to stop: what is sealed stays, and the next
/// run of the same job goes on from there.
public struct RunStopped: Error, Hashable, Sendable, CustomStringConvertible {
  /// Makes the error.
  public init() {}

  /// One sentence.
  public var description: String { "the run was stopped before it was done" }
}

/// Tells a run whether it is to stop; asked between strips and while waiting.
public struct RunCancellation: Sendable {
  private let isCancelled: @Sendable () -> Bool

  /// A run that nobody stops.
  public static let never = RunCancellation { false }

  /// Makes a cancellation.
  ///
  /// - Parameter isCancelled: True from the moment when the run is to stop;
  ///   called from any thread.
  public init(_ isCancelled: @escaping @Sendable () -> Bool) { self.isCancelled = isCancelled }

  /// Throws where the run is to stop.
  ///
  /// - Throws: `RunStopped`.
  func check() throws {
    if isCancelled() { throw RunStopped() }
  }
}
