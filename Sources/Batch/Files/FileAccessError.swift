import Foundation

/// Why a file or folder cannot be used.
public struct FileAccessError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried: "read", "write", "make the folder".
  public var operation: String
  /// The file.
  public var path: String
  /// The system's own words.
  public var reason: String
  /// The system's error number; 0 where it gave none.
  public var code: Int32 = 0

  /// One sentence that names the file.
  public var description: String { "cannot \(operation) '\(path)': \(reason)" }

  /// True where there is no room left: worth another try later.
  public var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }

  /// The error that the last failed system call left.
  package static func system(_ operation: String, _ path: String) -> FileAccessError {
    FileAccessError(operation: operation, path: path, reason: String(cString: strerror(errno)), code: errno)
  }
}
