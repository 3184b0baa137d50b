/// How a whole run ended.
public struct RunEnding: Hashable, Sendable {
  /// What ended it.
  public enum Cause: Hashable, Sendable {
    /// Nothing was left to do; flights may have failed.
    case finished
    /// Its deadline, by the local clock.
    case deadline(clock: String)
    /// A signal, by the name that people know.
    case signal(String)
    /// Something that concerns the whole job, in one sentence.
    case error(String)
  }

  /// What ended it.
  public var cause: Cause
  /// The code with which the program ends.
  public var exitCode: Int32

  /// Makes an ending.
  public init(_ cause: Cause, exitCode: Int32) {
    (self.cause, self.exitCode) = (cause, exitCode)
  }

  /// One word for programs.
  public var word: String {
    switch cause {
    case .finished: "finished"
    case .deadline: "deadline"
    case .signal: "signal"
    case .error: "error"
    }
  }

  /// What ended it before it was finished, as a sentence without its full stop.
  public var sentence: String? {
    switch cause {
    case .finished: nil
    case .deadline(let clock): "stopped at \(clock), as the deadline says; the same command goes on from here"
    case .signal(let name): "stopped by \(name); the same command goes on from here"
    case .error(let sentence): sentence
    }
  }
}
