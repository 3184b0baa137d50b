import Foundation

/// The right to work on one flight, held by one process at a time.
///
/// The lock is the kernel's, on an open file, so it ends with its process
/// whatever happens; what the file says is only there for people and to tell
/// that the last owner did not leave in order.
///
/// Source: `flock(2)`.
public final class RunLock {
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

  private let descriptor: Int32

  /// Takes the lock, waiting for as long as another living process holds it.
  ///
  /// - Parameters:
  ///   - path: The lock file; made if it is missing, never removed.
  ///   - cancellation: Ends the waiting.
  ///   - onWait: Called once, with the owner, before waiting begins.
  /// - Throws: `FileAccessError`; `RunStopped` where the waiting was ended.
  public init(
    path: String, cancellation: RunCancellation = .never, onWait: (_ owner: String) -> Void
  ) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileAccessError.system("lock", path) }
    var predecessor = Predecessor.none
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let owner = Self.read(descriptor)
      onWait(owner)
      do {
        try Self.wait(for: descriptor, path: path, cancellation: cancellation)
      } catch {
        close(descriptor)
        throw error
      }
      predecessor = .waitedFor(owner: owner)
    } else {
      let owner = Self.read(descriptor)
      if !owner.isEmpty { predecessor = .died(owner: owner) }
    }
    self.predecessor = predecessor
    Self.write("process \(getpid()) on \(ProcessInfo.processInfo.hostName)", to: descriptor)
  }

  deinit { close(descriptor) }

  /// Gives the lock back in order.
  public func release() {
    Self.write("", to: descriptor)
    _ = flock(descriptor, LOCK_UN)
  }

  /// Asks for the lock ten times a second, so that a signal can end the wait.
  private static func wait(for descriptor: Int32, path: String, cancellation: RunCancellation) throws {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw FileAccessError.system("lock", path) }
      try cancellation.check()
      usleep(100_000)
    }
  }

  private static func read(_ descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, bytes, bytes.count, 0)
  }

}
