import Foundation
import JobDefinition

/// Writes into a lock file, again and again, that its owner lives.
final class Heartbeat: @unchecked Sendable {
  /// The owner.
  let holder = LockHolder()

  private let file: RunLockFile
  private let beat: Duration
  private let condition = NSCondition()
  private var isStopped = false
  private var wasTaken = false

  /// Writes the owner and begins to beat.
  init(_ file: RunLockFile, timing: RunLockTiming) {
    self.file = file
    beat = timing.beat
    file.write(holder.text(beat: 0))
    let thread = Thread { [weak self] in
      var number = 1
      while let heart = self, heart.rest() {
        heart.write(number)
        number += 1
      }
    }
    thread.stackSize = 1 << 19
    thread.start()
  }

  /// True once another process has written itself into the file.
  var isLost: Bool {
    condition.lock()
    defer { condition.unlock() }
    return wasTaken
  }

  /// Ends the beating; nothing is written afterwards.
  func stop() {
    condition.lock()
    isStopped = true
    condition.signal()
    condition.unlock()
  }

  /// Waits for the next beat; false where there is to be none.
  private func rest() -> Bool {
    condition.lock()
    defer { condition.unlock() }
    let end = Date() + beat.inSeconds
    while !isStopped, Date() < end { _ = condition.wait(until: end) }
    return !isStopped
  }

  private func write(_ number: Int) {
    condition.lock()
    defer { condition.unlock() }
    guard !isStopped, !wasTaken else { return }
    if LockHolder(file.read())?.token == holder.token {
      file.write(holder.text(beat: number))
    } else {
      wasTaken = true
    }
  }
}
