/// Exit codes, as documented in docs/exit-codes.md.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case usage = 64
  case badData = 65
  case fault = 70
  case tryAgain = 75
  case configuration = 78

  /// The code of an error; a fault where the error does not say.
  init(_ error: any Error) {
    self = (error as? any StatedError)?.exitStatus ?? .fault
  }

  /// The graver of two: a fault before bad data before what may pass.
  func graver(_ other: ExitStatus) -> ExitStatus {
    let order: [ExitStatus] = [.done, .tryAgain, .configuration, .usage, .badData, .fault]
    return (order.firstIndex(of: self) ?? 0) >= (order.firstIndex(of: other) ?? 0) ? self : other
  }
}

/// An error that a person or the machine can cause, as against a fault of the
/// program: it says with which code the program ends.
///
/// What does not conform ends with `ExitStatus.fault`.
protocol StatedError: Error {
  /// The code with which the program ends.
  var exitStatus: ExitStatus { get }
}

extension StatedError {
  var exitStatus: ExitStatus { .badData }
}
