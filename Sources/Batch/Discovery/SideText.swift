import Foundation
import GeoFiles

/// Small text files beside mosaics.
enum SideText {
  /// The text; `nil` where there is no such file.
  ///
  /// A link is not followed and a pipe not waited for: whoever may write into
  /// a watched folder shall not make the program read something else.
  ///
  /// - Throws: `FileAccessError`; `GDALError`, `InputFileError` for a file in
  ///   an object store.
  static func read(_ path: String, isRemote: Bool, maximumByteCount: Int) throws -> String? {
    let bytes = try isRemote ? remote(path, maximumByteCount) : local(path, maximumByteCount)
    guard let bytes else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw fault(path, "it is not UTF-8 text")
    }
    return text
  }

  private static func fault(_ path: String, _ reason: String) -> FileAccessError {
    FileAccessError(operation: "read", path: path, reason: reason)
  }

  private static func local(_ path: String, _ limit: Int) throws -> [UInt8]? {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      if errno == ELOOP { throw fault(path, "it is a symbolic link") }
      throw FileAccessError.system("read", path)
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw fault(path, "it is not a regular file")
    }
    let bytes = try handle.read(upToCount: limit + 1) ?? Data()
    guard bytes.count <= limit else { throw fault(path, "it is larger than \(limit) bytes") }
    return [UInt8](bytes)
  }

  private static func remote(_ path: String, _ limit: Int) throws -> [UInt8] {
    try InputBytes.read(path, allowsRemote: true) { count, read in
      guard count <= limit else { throw fault(path, "it is larger than \(limit) bytes") }
      return count == 0 ? [] : try read(0, count)
    }
  }
}
