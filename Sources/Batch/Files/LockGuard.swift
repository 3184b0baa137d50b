import Foundation
import JobDefinition

/// What keeps two machines from taking one lock at the same moment, where
/// kernels do not know of each other's locks: a file that one alone can make.
struct LockGuard {
  private let path: String

  /// Makes the guard's file; `nil` where another has it.
  ///
  /// A guard is held for milliseconds. One that a dead process left goes when
  /// it is much older than `stale`, and at once where its maker was of this
  /// machine and the kernel is sure: this process holds the lock without which
  /// nobody here makes a guard.
  ///
  /// - Throws: `FileAccessError`.
  init?(of lock: String, stale: Duration, isKernelSure: Bool) throws {
    path = Self.path(of: lock)
    if try Self.make(path) { return }
    guard Self.isLeftOver(path, stale: stale, isKernelSure: isKernelSure) else { return nil }
    unlink(path)
    guard try Self.make(path) else { return nil }
  }

  func remove() { unlink(path) }

  /// "folder/@name.lock" for "folder/name.lock": no flight's name has an '@'.
  static func path(of lock: String) -> String {
    let url = URL(fileURLWithPath: lock)
    return url.deletingLastPathComponent().path + "/@" + url.lastPathComponent
  }

  /// True for a guard's file.
  static func isGuard(_ path: String) -> Bool { URL(fileURLWithPath: path).lastPathComponent.hasPrefix("@") }

  private static func make(_ path: String) throws -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw FileAccessError.system("lock", path)
    }
    let bytes = Array(LockHolder().text(beat: 0).utf8)
    _ = write(descriptor, bytes, bytes.count)
    close(descriptor)
    return true
  }

  private static func isLeftOver(_ path: String, stale: Duration, isKernelSure: Bool) -> Bool {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    if isKernelSure, let holder = LockHolder(text), holder.isOfThisMachine { return true }
    var found = stat()
    guard lstat(path, &found) == 0 else { return true }
    let limit = isKernelSure && text.isEmpty ? stale.inSeconds : 10 * stale.inSeconds
    return Double(time(nil) - found.st_mtim.tv_sec) > limit
  }
}
