import Foundation

/// A file's size and times at one moment.
public struct FileStamp: Hashable, Sendable {
  /// The file.
  public var path: String
  /// The number of bytes.
  public var size: Int
  /// When its content was last written, in nanoseconds since 1970.
  public var modified: Int
  /// When anything of it last changed, its name and place too, in nanoseconds
  /// since 1970; `nil` where the file lies in an object store.
  public var changed: Int?
  /// The SHA-256 that its manifest promises, in small hexadecimal digits.
  public var promisedHash: String?

  /// Makes a stamp.
  public init(path: String, size: Int, modified: Int, changed: Int? = nil) {
    (self.path, self.size, self.modified, self.changed) = (path, size, modified, changed)
  }

  /// What the system says of a file now, links followed; `nil` where there is
  /// none.
  public init?(ofFileAt path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(
      path: path, size: Int(status.st_size), modified: Self.nanoseconds(status.st_mtim),
      changed: Self.nanoseconds(status.st_ctim))
  }

  private static func nanoseconds(_ time: timespec) -> Int { time.tv_sec * 1_000_000_000 + time.tv_nsec }

  /// The last change that can be: a time of writing that lies ahead of `now`
  /// was set by somebody, and setting it is a change of its own.
  func lastChange(before now: Int) -> Int {
    guard let changed else { return modified }
    return modified > now ? changed : max(modified, changed)
  }

  /// True where size and times are those of another stamp.
  func isSame(as other: FileStamp) -> Bool {
    size == other.size && modified == other.modified && changed == other.changed
  }
}
