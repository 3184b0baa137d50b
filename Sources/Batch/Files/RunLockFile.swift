import Foundation

/// An open lock file.
final class RunLockFile: Sendable {
  let path: String
  private let descriptor: Int32

  /// Opens the file, making it where it is missing.
  ///
  /// - Throws: `FileAccessError`.
  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileAccessError.system("lock", path) }
  }

  deinit { close(descriptor) }

  /// What the kernel says of a lock.
  enum Answer: Hashable, Sendable {
    /// No other process of this machine has it.
    case granted
    /// Another process has it.
    case refused
    /// The folder knows no such locks; the file's text alone decides.
    case unknown
  }

  /// Asks the kernel for the lock.
  ///
  /// - Throws: `FileAccessError`.
  func lock() throws -> Answer {
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return .granted }
    switch errno {
    case EWOULDBLOCK, EINTR: return .refused
    case ENOLCK, EOPNOTSUPP, ENOSYS: return .unknown
    default: throw FileAccessError.system("lock", path)
    }
  }

  func unlock() { _ = flock(descriptor, LOCK_UN) }

  /// True while the path still names this file.
  var isInPlace: Bool {
    var (open, named) = (stat(), stat())
    return fstat(descriptor, &open) == 0 && lstat(path, &named) == 0 && open.st_ino == named.st_ino
      && open.st_dev == named.st_dev
  }

  /// Seconds since somebody wrote into the file.
  var secondsSinceChange: Double {
    var found = stat()
    guard fstat(descriptor, &found) == 0 else { return .infinity }
    return Double(time(nil) - found.st_mtim.tv_sec)
  }

  func read() -> String {
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    // Never shorter than what it says while it is being rewritten.
    _ = pwrite(descriptor, bytes, bytes.count, 0)
    _ = ftruncate(descriptor, off_t(bytes.count))
  }
}
