import Foundation

/// The attempt to take a lock.
struct RunLockTaking {
  let path: String
  let timing: RunLockTiming
  /// How often the lock was found in other hands.
  private(set) var waits = 0
  /// Who held it last.
  private(set) var holder: LockHolder?

  private var seen: (text: String, since: ContinuousClock.Instant)?
  private var file: RunLockFile?
  private var heart: Heartbeat?
  private var predecessor = RunLock.Predecessor.none

  init(path: String, timing: RunLockTiming) {
    self.path = path
    self.timing = timing
  }

  /// One try; false where somebody living holds the lock.
  ///
  /// - Throws: `FileAccessError`.
  mutating func take() throws -> Bool {
    let file = try RunLockFile(path: path)
    let answer = try file.lock()
    guard answer != .refused else { return wait(for: LockHolder(file.read())) }
    guard file.isInPlace else { return false }
    guard let guarding = try LockGuard(of: path, stale: timing.stale, isKernelSure: answer == .granted)
    else { return wait(for: nil) }
    defer { guarding.remove() }
    let text = file.read()
    if let other = LockHolder(text) {
      guard (answer == .granted && other.isOfThisMachine) || hasStoodStill(text) else {
        file.unlock()
        return wait(for: other)
      }
      predecessor = .died(owner: other.owner)
    } else if waits > 0, let holder {
      predecessor = .waitedFor(owner: holder.owner)
    }
    heart = Heartbeat(file, timing: timing)
    self.file = file
    return true
  }

  /// What was taken.
  func taken() throws -> (RunLockFile, Heartbeat, RunLock.Predecessor) {
    guard let file, let heart else {
      throw FileAccessError(operation: "lock", path: path, reason: "not taken")
    }
    return (file, heart, predecessor)
  }

  private mutating func wait(for other: LockHolder?) -> Bool {
    waits += 1
    if let other { holder = other }
    return false
  }

  /// True where what another machine's owner wrote has not changed before our
  /// own eyes for too long. An owner of this machine is dead when the kernel
  /// gives us its lock.
  private mutating func hasStoodStill(_ text: String) -> Bool {
    let now = ContinuousClock.now
    guard let seen, seen.text == text else {
      self.seen = (text, now)
      return false
    }
    return now - seen.since >= timing.stale
  }
}
