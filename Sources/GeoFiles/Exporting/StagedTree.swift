internal import Foundation

/// A hidden folder beside a target folder, made whole before it takes its place.
///
/// What lies at the target stays as it is until `publish`. The folder's name is
/// fixed, so that the next attempt removes what a killed one left; a lock keeps
/// two of them apart. Not Sendable: one task owns it.
public final class StagedTree {
  /// The path that people know.
  public let target: String
  /// The folder.
  public let folder: String

  private let lock: Int32
  private var isOpen = true

  /// Makes the folder, empty.
  ///
  /// - Throws: `OutputError`, also where the target is a link or no folder, or
  ///   where another program is making it.
  public init(beside target: String) throws(OutputError) {
    var path = target
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.target = path
    let name = (path as NSString).lastPathComponent
    guard !["", ".", "..", "/"].contains(name) else { throw OutputError(path: target, reason: .notAFolder) }
    folder = (path as NSString).deletingLastPathComponent.asFolder + "." + name + ".making"
    try Self.refuseOdd(path)
    lock = try Self.lock(folder, target: path)
    empty()
  }

  deinit { discard() }

  /// The path of a file or folder in it.
  public func path(_ name: String) -> String { folder + "/" + name }

  /// Puts the folder in the target's place; what lay there is removed.
  ///
  /// All files are on the disk before.
  ///
  /// - Throws: `OutputError`; the old folder is still there then.
  /// - Source: `syncfs(2)`.
  public func publish() throws(OutputError) {
    guard isOpen else { throw OutputError(path: target, reason: .closed) }
    guard synchronizeFileSystem(of: lock) else { throw .system("sync", path: target, code: errno) }
    try Self.refuseOdd(target)
    if let code = FolderReplacement.put(folder, at: target) {
      throw .system("replace", path: target, code: code)
    }
    isOpen = false
    close(lock)
  }

  /// Removes the folder.
  public func discard() {
    guard isOpen else { return }
    isOpen = false
    try? FileManager.default.removeItem(atPath: folder)
    close(lock)
  }

  private func empty() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names { try? FileManager.default.removeItem(atPath: path(name)) }
  }

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

  private static func refuseOdd(_ path: String) throws(OutputError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return
    case S_IFLNK: throw OutputError(path: path, reason: .symbolicLink)
    default: throw OutputError(path: path, reason: .notAFolder)
    }
  }
}

@available(*, unavailable, message: "one task owns it")
extension StagedTree: Sendable {}

extension String {
  /// The path with a slash at its end; empty stays empty.
  fileprivate var asFolder: String { isEmpty || hasSuffix("/") ? self : self + "/" }
}

/// Brings the file system that holds a folder onto the disk (`syncfs`, which
/// the C library's headers keep from Swift).
private func synchronizeFileSystem(of folder: Int32) -> Bool {
  guard let symbol = dlsym(nil, "syncfs") else {
    sync()
    return true
  }
  typealias SyncFS = @convention(c) (Int32) -> Int32
  return unsafeBitCast(symbol, to: SyncFS.self)(folder) == 0
}
