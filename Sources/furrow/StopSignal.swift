import Foundation
import Synchronization

/// The signals that ask a run to stop in order.
enum StopSignal: Int32, CaseIterable {
  case interrupt = 2
  case terminate = 15

  private static let first = Atomic<Int32>(0)

  /// The signal that came, if any.
  static var received: StopSignal? { StopSignal(rawValue: first.load(ordering: .relaxed)) }

  /// Lets the first signal ask the run to stop; a second one of the same kind
  /// ends the program at once.
  ///
  /// A parent may have blocked the signals, and a program inherits that; they
  /// are let through again.
  ///
  /// Source: `signal(2)`, `pthread_sigmask(3)`.
  static func catchAll() {
    _ = received
    var signals = sigset_t()
    sigemptyset(&signals)
    for caught in allCases {
      signal(caught.rawValue) { number in
        StopSignal.first.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
      sigaddset(&signals, caught.rawValue)
    }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// The name that people know.
  var name: String {
    switch self {
    case .interrupt: "Ctrl-C"
    case .terminate: "SIGTERM"
    }
  }

  /// What the shell would report of a program that the signal ended.
  var exitCode: Int32 { 128 + rawValue }
}
