import Foundation

/// Files that are there whole or not at all.
public enum DurableFile {
  /// Writes bytes beside `path`, syncs them and renames the file into place.
  ///
  /// What stood at `path` stays as it is until then; a symbolic link there is
  /// replaced, not followed.
  ///
  /// - Throws: `FileAccessError`; nothing is left behind then.
  public static func write(_ bytes: [UInt8], to path: String, synchronizes: Bool = true) throws {
    let beside = path + ".partial"
    unlink(beside)
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileAccessError.system("write", path) }
    do {
      try writeAll(bytes, to: descriptor, path: path)
      guard !synchronizes || fsync(descriptor) == 0 else { throw FileAccessError.system("write", path) }
      close(descriptor)
      guard rename(beside, path) == 0 else { throw FileAccessError.system("write", path) }
    } catch {
      close(descriptor)
      unlink(beside)
      throw error
    }
  }

  /// Brings every file of a folder, and its list of names, onto the disk.
  ///
  /// - Throws: `FileAccessError`.
  /// - Source: `fsync(2)`.
  static func synchronize(folder: String) throws {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      try synchronize(file: "\(folder)/\(name)")
    }
    synchronizeNames(in: folder)
  }

  /// Brings a file onto the disk.
  ///
  /// - Throws: `FileAccessError`.
  static func synchronize(file path: String) throws {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileAccessError.system("write", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileAccessError.system("write", path) }
  }

  /// Brings a folder's list of names onto the disk, where its file system can.
  static func synchronizeNames(in folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  /// Writes all bytes, however often the kernel interrupts.
  ///
  /// - Throws: `FileAccessError`.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
    try bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let written = Foundation.write(
          descriptor, buffer.baseAddress.unsafelyUnwrapped + offset, buffer.count - offset)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { throw FileAccessError.system("write", path) }
        offset += written
      }
    }
  }
}
