internal import Glibc

/// A hidden folder beside a target, in which its files are made and checked
/// before they take their places.
///
/// What lies at the target stays as it is until `publish`. The folder's name is
/// fixed, so that the next attempt removes what a killed one left; a lock keeps
/// two of them apart. Not Sendable: one task owns it.
public final class StagedFolder {
  /// The path that people know.
  public let target: String
  /// The target's name.
  public let name: String
  /// The folder.
  public let folder: String

  private let parent: String
  private let lock: Int32
  private var isOpen = true

  /// Makes the folder, empty.
  ///
  /// - Throws: `OutputError`, also where the target is a link or not a plain
  ///   file, or where another program is making it.
  public init(beside target: String) throws(OutputError) {
    self.target = target
    let parts = PathParts(target)
    name = parts.stem + parts.fileExtension
    parent = parts.folder.isEmpty ? "." : parts.folder
    folder = parts.folder + "." + name + ".export"
    guard !parts.stem.isEmpty else { throw OutputError(path: target, reason: .notAPlainFile) }
    try StagedFile.refuseOdd(target)
    lock = try Self.lock(folder, target: target)
    empty()
  }

  deinit { discard() }

  /// Makes the folder where there is none and locks it.
  private static func lock(_ folder: String, target: String) throws(OutputError) -> Int32 {
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
      throw .system("write beside", path: target, code: errno)
    }
    let lock = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard lock >= 0 else { throw .system("write beside", path: target, code: errno) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw OutputError(path: target, reason: .busy)
    }
    return lock
  }

  /// The path of a file in the folder.
  public func path(_ name: String) -> String { folder + "/" + name }

  /// Puts files beside the target, each with its name in the folder, and the
  /// target itself last; all are on the disk for good before.
  ///
  /// - Parameter besides: The names of the files that belong to the target.
  /// - Throws: `OutputError`.
  public func publish(besides: [String] = []) throws(OutputError) {
    guard isOpen else { throw OutputError(path: target, reason: .closed) }
    let names = besides + [name]
    for file in names {
      try StagedFile.refuseOdd(place(of: file))
      try synchronize(path(file), flags: O_RDONLY | O_NOFOLLOW)
    }
    for file in names where rename(path(file), place(of: file)) != 0 {
      throw .system("replace", path: place(of: file), code: errno)
    }
    discard()
    try synchronize(parent, flags: O_RDONLY | O_DIRECTORY)
  }

  /// Removes the folder with what is in it.
  public func discard() {
    guard isOpen else { return }
    isOpen = false
    empty()
    rmdir(folder)
    close(lock)
  }

  /// Where a file of the folder goes.
  public func place(of file: String) -> String {
    file == name ? target : PathParts(target).folder + file
  }

  /// Removes the folder's files; it never holds folders.
  private func empty() {
    guard let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let file = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if file != ".", file != ".." { unlink(path(file)) }
    }
  }

  private func synchronize(_ path: String, flags: Int32) throws(OutputError) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open", path: target, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system("sync", path: target, code: errno) }
  }
}

@available(*, unavailable, message: "one task owns it")
extension StagedFolder: Sendable {}

extension StagedFolder {
  /// The target's name without its extension.
  public var stem: String { PathParts(name).stem }

  /// Writes a text as a file of the folder.
  ///
  /// - Throws: `OutputError`.
  public func write(_ text: String, to name: String) throws(OutputError) {
    try OutputFile(creating: path(name), subject: path(name)).write(Array(text.utf8))
  }
}
