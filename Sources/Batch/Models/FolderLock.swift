import Foundation

/// Keeps other processes out of a folder that takes the same lock.
struct FolderLock {
  private let descriptor: Int32

  /// Waits until nobody else has the lock.
  ///
  /// - Throws: `FileAccessError` where there is no such folder.
  init(_ folder: String) throws {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileAccessError.system("read the folder", folder) }
    guard flock(descriptor, LOCK_EX) == 0 else {
      let error = FileAccessError.system("lock", folder)
      close(descriptor)
      throw error
    }
  }

  /// Lets others in; also the end of the process does.
  func release() { close(descriptor) }
}
