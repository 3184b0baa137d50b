import Foundation
public import GeoFiles
import Glibc

/// The files of a prescription while they are made: in a hidden folder beside
/// the target, which they replace whole.
///
/// The target is one file where its name has an ending, else a folder. Not
/// Sendable: one task owns it.
public final class StagedPrescription {
  /// The path that people know.
  public let target: String
  /// True where the target is a folder.
  public let isFolder: Bool

  private let staging: String
  private var isOpen = true

  /// Begins with an empty place.
  ///
  /// - Throws: `OutputError` where the target is a link, or where no folder
  ///   can be made beside it.
  public init(_ target: String) throws(OutputError) {
    self.target = target
    let path = target as NSString
    let name = path.lastPathComponent
    guard !name.isEmpty, name != ".", name != "..", name != "/", !target.utf8.contains(0) else {
      throw OutputError(path: target, reason: .notAPlainFile)
    }
    isFolder = path.pathExtension.isEmpty
    let parent = path.deletingLastPathComponent
    staging = (parent.isEmpty ? "" : parent == "/" ? "/" : parent + "/") + "." + name + ".partial"
    try refuseOddTarget()
    removeStaging()
    guard mkdir(staging, 0o755) == 0 else { throw Self.failure("write beside", target, errno) }
    if isFolder, mkdir(content, 0o755) != 0 { throw Self.failure("write beside", target, errno) }
  }

  deinit { discard() }

  /// Where the target is made: a file or a folder.
  public var content: String { staging + "/" + (target as NSString).lastPathComponent }

  /// The path of a file of a target that is a folder.
  public func path(_ name: String) -> String { content + "/" + name }

  /// Writes a file; its folders are made where there are none.
  ///
  /// - Throws: `OutputError`.
  public func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    // What cannot be made is found when the file is.
    try? FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure("create", target, errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno != EINTR {
        throw Self.failure("write", target, errno)
      }
    }
  }

  /// Puts what was made in the target's place; all of it is on the disk before.
  ///
  /// - Throws: `OutputError`, or `PrescribingError.foreignFolder` where a
  ///   folder at the target holds what the new one does not.
  public func publish() throws {
    try refuseOddTarget()
    try synchronize()
    let old = staging + "/.old"
    let replaces = isFolder && FileManager.default.fileExists(atPath: target)
    if replaces {
      try refuseForeignFolder()
      guard rename(target, old) == 0 else { throw Self.failure("replace", target, errno) }
    }
    guard rename(content, target) == 0 else {
      let code = errno
      if replaces { rename(old, target) }
      throw Self.failure("replace", target, code)
    }
    discard()
  }

  /// Removes what is not published.
  public func discard() {
    guard isOpen else { return }
    isOpen = false
    removeStaging()
  }

  private func removeStaging() { try? FileManager.default.removeItem(atPath: staging) }

  private func refuseOddTarget() throws(OutputError) {
    var status = stat()
    guard lstat(target, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFLNK: throw OutputError(path: target, reason: .symbolicLink)
    case isFolder ? S_IFDIR : S_IFREG: return
    default: throw OutputError(path: target, reason: .notAPlainFile)
    }
  }

  private func refuseForeignFolder() throws {
    let new = Set(try FileManager.default.subpathsOfDirectory(atPath: content))
    let old = try FileManager.default.subpathsOfDirectory(atPath: target)
    if let foreign = old.sorted().first(where: { !new.contains($0) }) {
      throw PrescribingError.foreignFolder(target, file: foreign)
    }
  }

  private func synchronize() throws {
    let names = try isFolder ? FileManager.default.subpathsOfDirectory(atPath: content).map(path) : []
    for path in names + [content] {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Self.failure("open", target, errno) }
      defer { close(descriptor) }
      guard fsync(descriptor) == 0 else { throw Self.failure("sync", target, errno) }
    }
  }

  private static func failure(_ operation: String, _ path: String, _ code: Int32) -> OutputError {
    let isFull = code == ENOSPC || code == EDQUOT
    return OutputError(path: path, reason: isFull ? .diskFull : .system(operation: operation, code: code))
  }
}

@available(*, unavailable, message: "one task owns it")
extension StagedPrescription: Sendable {}
