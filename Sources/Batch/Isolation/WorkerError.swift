/// Why a flight failed in a process of its own.
public struct WorkerError: Error, Codable, Hashable, Sendable, CustomStringConvertible {
  /// One sentence.
  public var description: String
  /// What to do next, where there is advice.
  public var hint: String?
  /// The exit code that the error stands for.
  public var exitCode: Int32
  /// True where the machine, not the flight, is at fault.
  public var isOfMachine: Bool

  /// Makes an error.
  public init(_ description: String, hint: String? = nil, exitCode: Int32, isOfMachine: Bool = false) {
    self.description = description
    self.hint = hint
    self.exitCode = exitCode
    self.isOfMachine = isOfMachine
  }

  /// True where the same work may succeed later.
  public var isTemporary: Bool { exitCode == Self.tryAgain }

  static let badData: Int32 = 65
  static let tryAgain: Int32 = 75
  static let notSetUp: Int32 = 78

  /// The error as it came over the pipe, made such that it can be shown.
  var shown: WorkerError {
    let known: Set<Int32> = [64, 65, 70, 75, 78]
    return WorkerError(
      description.shown(), hint: hint.map { $0.shown() },
      exitCode: known.contains(exitCode) ? exitCode : Self.badData, isOfMachine: isOfMachine)
  }
}

extension WorkerError {
  /// A worker that was ended from outside of its own will.
  static func ended(_ file: String, _ reason: String, exitCode: Int32 = badData) -> WorkerError {
    WorkerError("the worker on '\(file)' was ended: \(reason)", exitCode: exitCode)
  }
}
