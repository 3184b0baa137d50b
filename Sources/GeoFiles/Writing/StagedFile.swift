internal import Glibc

/// A file that is written beside its target and takes its place whole.
///
/// Until `publish()` whatever lies at the target stays as it is; without it
/// the temporary file goes away. Its name is fixed, so that the next attempt
/// replaces what a killed one left. Not Sendable: one writer owns it.
final class StagedFile {
  /// The path that people know.
  let target: String
  /// The path to write to: hidden, in the same folder, with the same extension.
  let temporary: String
  /// Extensions, with their dots, of files that belong to the target and take
  /// their places before it.
  var companions: [String] = []
  private var isOpen = true

  /// Prepares to replace `target`.
  ///
  /// - Throws: `OutputError` where the target is a link or not a plain file.
  init(target: String) throws(OutputError) {
    self.target = target
    let parts = PathParts(target)
    temporary = parts.folder + "." + parts.stem + ".partial" + parts.fileExtension
    try refuseOddTarget()
    removeTemporary()
  }

  deinit { discard() }

  /// A path beside the target for scratch data, hidden and with a fixed name.
  var scratch: String {
    let parts = PathParts(target)
    return parts.folder + "." + parts.stem + parts.fileExtension + ".spool"
  }

  /// Puts the temporary file in the target's place.
  ///
  /// Source: `fsync` of the file, `rename`, `fsync` of the folder.
  func publish() throws(OutputError) {
    guard isOpen else { throw OutputError(path: target, reason: .closed) }
    do throws(OutputError) {
      try synchronize(temporary, flags: O_RDONLY | O_NOFOLLOW)
      try refuseOddTarget()
      for companion in companions { try publish(companion) }
      guard rename(temporary, target) == 0 else {
        throw .system("replace", path: target, code: errno)
      }
    } catch {
      discard()
      throw error
    }
    discard()
    let folder = PathParts(target).folder
    try synchronize(folder.isEmpty ? "." : folder, flags: O_RDONLY | O_DIRECTORY)
  }

  private func publish(_ companion: String) throws(OutputError) {
    let (from, to) = (PathParts(temporary), PathParts(target))
    let finished = from.folder + from.stem + companion
    try synchronize(finished, flags: O_RDONLY | O_NOFOLLOW)
    guard rename(finished, to.folder + to.stem + companion) == 0 else {
      throw .system("replace", path: target, code: errno)
    }
  }

  /// Removes the temporary file and whatever a library left beside it.
  func discard() {
    guard isOpen else { return }
    isOpen = false
    removeTemporary()
  }

  /// The error of a failed library call on the temporary file.
  ///
  /// Libraries seldom say why a write failed, so a disk with less than 1 MiB
  /// left counts as full. Ask before the temporary file is removed.
  func failure(_ operation: String, message: String) -> OutputError {
    Self.failure(operation, of: target, message: message)
  }

  /// The same for any file that a library was to write.
  static func failure(_ operation: String, of target: String, message: String) -> OutputError {
    var status = statvfs()
    let folder = PathParts(target).folder
    let isFull =
      statvfs(folder.isEmpty ? "." : folder, &status) == 0
      && UInt(status.f_bavail) * UInt(status.f_frsize) < 1 << 20
    return isFull
      ? OutputError(path: target, reason: .diskFull)
      : .refusedByLibrary(operation, path: target, message: message)
  }

  private func removeTemporary() {
    for suffix in ["", "-journal", "-wal", "-shm", ".aux.xml", ".msk"] { unlink(temporary + suffix) }
    let parts = PathParts(temporary)
    for companion in companions { unlink(parts.folder + parts.stem + companion) }
  }

  private func refuseOddTarget() throws(OutputError) { try Self.refuseOdd(target) }

  /// Refuses a path at which something lies that is not a plain file.
  static func refuseOdd(_ target: String) throws(OutputError) {
    var status = stat()
    guard lstat(target, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFLNK: throw OutputError(path: target, reason: .symbolicLink)
    default: throw OutputError(path: target, reason: .notAPlainFile)
    }
  }

  private func synchronize(_ path: String, flags: Int32) throws(OutputError) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open", path: target, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system("sync", path: target, code: errno) }
  }
}

/// A path cut into folder, stem and extension.
struct PathParts {
  /// Everything up to and with the last slash; empty for a bare name.
  let folder: String
  /// The name without its extension.
  let stem: String
  /// The extension with its dot; empty where there is none.
  let fileExtension: String

  /// Cuts a path.
  init(_ path: String) {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let name = path[slash...]
    folder = String(path[..<slash])
    if let dot = name.lastIndex(of: "."), dot != name.startIndex {
      stem = String(name[..<dot])
      fileExtension = String(name[dot...])
    } else {
      stem = String(name)
      fileExtension = ""
    }
  }
}

extension StagedFile {
  /// Writes all of `bytes` as the target.
  static func write(_ bytes: [UInt8], to target: String) throws(OutputError) {
    let staged = try StagedFile(target: target)
    try OutputFile(creating: staged.temporary, subject: target).write(bytes)
    try staged.publish()
  }
}
