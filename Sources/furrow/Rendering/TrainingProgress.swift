import Batch
import Foundation
import Logging
import Synchronization

/// Tells how training or judging goes: a moving line on a terminal, a log line
/// for each step elsewhere.
final class TrainingProgress: TrainingObserver {
  private let lastShown = Mutex(ContinuousClock.now - .seconds(1))
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let logger = Logger(label: "furrow") { _ in LineLog() }

  func began(_ step: String) {
    if isTerminal { Progress.show(step) } else { logger.info("\(step)") }
  }

  func progressed(_ step: String, share: Double) {
    guard isTerminal else { return }
    let isDue = lastShown.withLock { last in
      let now = ContinuousClock.now
      guard now - last > .milliseconds(100) else { return false }
      last = now
      return true
    }
    if isDue { Progress.show("\(step), \(Int(share * 100)) %") }
  }

  func noted(_ note: String) {
    Progress.clear()
    if isTerminal { ErrorRendering.write("  \(note)") } else { logger.info("\(note)") }
  }
}
