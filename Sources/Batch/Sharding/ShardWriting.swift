import Digest
import Foundation

/// A shard's file while it is written: beside its place, under a name that no
/// other process uses, and moved there whole.
final class ShardWriting {
  private let target: String
  let beside: String
  private let descriptor: Int32
  private var hash = SHA256()
  private var isOpen = true

  /// Begins a file.
  ///
  /// - Throws: `FileAccessError`.
  init(_ target: String) throws {
    self.target = target
    beside = Self.stem(target) + ProcessMark.own.text
    unlink(beside)
    descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileAccessError.system("write", target) }
  }

  deinit {
    close(descriptor)
    if isOpen { unlink(beside) }
  }

  /// Adds bytes.
  ///
  /// - Throws: `FileAccessError`.
  func append(_ bytes: [UInt8]) throws {
    hash.update(bytes)
    try write(bytes)
  }

  /// Ends the file with the hash of its bytes and puts it in its place, on the
  /// disk for good.
  ///
  /// - Throws: `FileAccessError`; nothing is left behind then.
  func seal() throws {
    try write(Array(hash.hexDigest().utf8))
    guard fsync(descriptor) == 0, rename(beside, target) == 0 else {
      throw FileAccessError.system("write", target)
    }
    isOpen = false
    let folder = open((target as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw FileAccessError.system("write", target) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw FileAccessError.system("write", target) }
  }

  private func write(_ bytes: [UInt8]) throws {
    try DurableFile.writeAll(bytes, to: descriptor, path: target)
  }
}

extension ShardWriting {
  /// The name of what processes have not finished but for their marks: hidden,
  /// with this machine's name.
  private static func stem(_ target: String) -> String {
    let folder = (target as NSString).deletingLastPathComponent
    let name = (target as NSString).lastPathComponent
    return "\(folder)/.\(name).\(FlightDiscovery.safeName(ProcessInfo.processInfo.hostName))."
  }

  /// Removes what processes of this machine left of a shard that are no more.
  static func clear(_ target: String) {
    let folder = (target as NSString).deletingLastPathComponent
    let stem = (Self.stem(target) as NSString).lastPathComponent
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where name.hasPrefix(stem) {
      guard let process = ProcessMark(name.dropFirst(stem.count).prefix { $0 != "." }), !process.isAlive
      else { continue }
      unlink("\(folder)/\(name)")
    }
  }

  /// Removes what any process left of a shard that is sealed.
  static func clearAll(_ target: String) {
    let folder = (target as NSString).deletingLastPathComponent
    let stem = ".\((target as NSString).lastPathComponent)."
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where name.hasPrefix(stem) {
      unlink("\(folder)/\(name)")
    }
  }
}
