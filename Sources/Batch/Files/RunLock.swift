import Foundation
import JobDefinition

/// The right to work on one flight, held by one process at a time.
///
/// The lock is the kernel's, on an open file, so it ends with its process
/// whatever happens. Where folders are shared, kernels may know only of their
/// own machine's locks; therefore the file also says who holds it and carries a
/// heartbeat. An owner on another machine whose heartbeat stands still for
/// `RunLockTiming.stale` counts as dead. Clocks are not compared.
///
/// Source: `flock(2)`; `open(2)` on `O_EXCL` over NFS.
public final class RunLock: Sendable {
  /// What became of the lock before it was ours.
  public enum Predecessor: Hashable, Sendable {
    /// Nobody held it, or the last owner left in order.
    case none
    /// The last owner died holding it.
    case died(owner: String)
    /// Another process held it while this one waited.
    case waitedFor(owner: String)
  }

  /// What became of the lock before it was ours.
  public let predecessor: Predecessor
  /// Who holds it: this process, in words.
  public var owner: String { heart.holder.owner }

  private let file: RunLockFile
  private let heart: Heartbeat

  /// Takes the lock, waiting for as long as another living process holds it.
  ///
  /// - Parameters:
  ///   - path: The lock file; made if it is missing.
  ///   - timing: How fast the heart beats, and when another's counts as still.
  ///   - cancellation: Ends the waiting.
  ///   - onWait: Called once, with the owner, before waiting begins.
  /// - Throws: `FileAccessError`; `RunStopped` where the waiting was ended.
  public init(
    path: String, timing: RunLockTiming = RunLockTiming(), cancellation: RunCancellation = .never,
    onWait: (_ owner: String) -> Void
  ) throws {
    var taking = RunLockTaking(path: path, timing: timing)
    var isTold = false
    while try !taking.take() {
      if !isTold, taking.holder != nil || taking.waits > 3 {
        onWait(taking.holder?.owner ?? "another process")
        isTold = true
      }
      try cancellation.check()
      usleep(100_000)
    }
    (file, heart, predecessor) = try taking.taken()
  }

  /// Takes the lock where nobody living holds it.
  ///
  /// - Returns: `nil` where somebody does.
  /// - Throws: `FileAccessError`.
  public init?(ifFreeAt path: String) throws {
    var taking = RunLockTaking(path: path, timing: RunLockTiming())
    guard try taking.take() else { return nil }
    (file, heart, predecessor) = try taking.taken()
  }

  deinit { heart.stop() }

  /// Gives the lock back in order.
  ///
  /// - Parameter removing: True where the file is to go, too.
  public func release(removing: Bool = false) {
    heart.stop()
    guard !heart.isLost else { return file.unlock() }
    file.write("")
    if removing { unlink(file.path) }
    file.unlock()
  }

  /// The living owner of a lock, as far as a look can tell: one whom the
  /// kernel confirms, or one of another machine whose file was written within
  /// `RunLockTiming.stale`.
  public static func owner(ofLockAt path: String) -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8), let holder = LockHolder(text),
      let file = try? RunLockFile(path: path)
    else { return nil }
    if holder.isOfThisMachine, let answer = try? file.lock(), answer != .unknown {
      if answer == .granted { file.unlock() }
      return answer == .refused ? holder.owner : nil
    }
    return file.secondsSinceChange < RunLockTiming().stale.inSeconds ? holder.owner : nil
  }

  /// Throws where another process has taken the lock over, because this one
  /// stood still for too long.
  ///
  /// - Throws: `LockLost`.
  public func check() throws {
    if heart.isLost { throw LockLost(path: file.path) }
  }
}

/// How fast a lock's heart beats, and when it counts as still.
public struct RunLockTiming: Hashable, Sendable {
  /// The time between two beats.
  public var beat: Duration
  /// How long another machine's owner must not beat to count as dead.
  public var stale: Duration

  /// Makes a timing; as it stands, a beat every 5 s, dead after 60 s.
  public init(beat: Duration = .seconds(5), stale: Duration = .seconds(60)) {
    self.beat = beat
    self.stale = stale
  }
}

/// Thrown where another process works on the flight instead.
public struct LockLost: Error, Hashable, Sendable, CustomStringConvertible {
  /// The lock file.
  public var path: String

  /// One sentence that names the file.
  public var description: String {
    "another process has taken over '\(path)', because this one stood still for too long"
  }
}
