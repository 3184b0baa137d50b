import Batch
import Foundation

/// The right to run a job, held by one process at a time, so that calls of a
/// schedule that overlap do not queue up.
///
/// The lock is the kernel's and ends with its process.
///
/// Source: `flock(2)`.
public final class JobTurn {
  /// What became of the attempt.
  public enum Attempt {
    /// The turn is ours for as long as the value lives.
    case taken(JobTurn)
    /// Another process has it.
    case elsewhere
    /// There is no working folder yet, and none was to be made.
    case unneeded
  }

  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Tries to take the turn.
  ///
  /// - Parameter makesFolder: Whether the working folder is made where it is missing.
  /// - Throws: `FileAccessError` where the lock's file cannot be made.
  public static func attempt(jobName: String, outputFolder: String, makesFolder: Bool) throws -> Attempt {
    let folder = "\(outputFolder)/.furrow"
    if makesFolder { try RunPlaces.makeFolder(folder) }
    let place = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard place >= 0 else {
      // What stands there instead is refused by the one who makes the folders.
      if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return .unneeded }
      throw FileAccessError.system("work in", folder)
    }
    defer { close(place) }
    let name = "\(jobName)+turn.lock"
    let descriptor = openat(place, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileAccessError.system("lock", "\(folder)/\(name)") }
    let turn = JobTurn(descriptor)
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return .taken(turn) }
    guard errno == EWOULDBLOCK else { throw FileAccessError.system("lock", "\(folder)/\(name)") }
    return .elsewhere
  }
}
