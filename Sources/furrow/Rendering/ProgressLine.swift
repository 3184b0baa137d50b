import Foundation
import Synchronization

/// One line that tells how far a work of many pixels is: rewritten in place on
/// a terminal, nothing elsewhere.
final class ProgressLine: Sendable {
  private let pixelCount: Int
  private let stage: String
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let started = ContinuousClock.now
  private let lastShown = Mutex(ContinuousClock.now)

  /// Begins at nothing.
  init(stage: String, pixelCount: Int) {
    self.stage = stage
    self.pixelCount = pixelCount
  }

  /// Seconds since the beginning.
  var seconds: Double {
    let passed = (ContinuousClock.now - started).components
    return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
  }

  /// Shows the work so far, at most ten times a second.
  func show(donePixels: Int) {
    guard isTerminal, isDue() else { return }
    let speed = Double(donePixels) / 1e6 / max(seconds, 1e-3)
    let rest = Double(pixelCount - donePixels) / 1e6 / max(speed, 1e-6)
    let share = Double(donePixels) / Double(max(1, pixelCount))
    let filled = Int((share * 24).rounded())
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 24 - filled)
    let text = String(format: "%d %% %@, %.1f Mpx/s, %.0f s left", Int(share * 100), stage, speed, rest)
    FileHandle.standardError.write(Data("\r\u{1B}[K  \(bar) \(text)".utf8))
  }

  /// Takes the line away.
  func clear() {
    if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }

  private func isDue() -> Bool {
    lastShown.withLock { last in
      let now = ContinuousClock.now
      guard now - last > .milliseconds(100) else { return false }
      last = now
      return true
    }
  }
}
