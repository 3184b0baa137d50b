internal import Glibc

/// A plain file that was newly made for writing, closed with its owner.
///
/// What is written at the end comes from one writer at a time, what has a
/// place of its own from any.
final class OutputFile: Sendable {
  /// The path that errors name.
  let subject: String
  private let descriptor: Int32

  /// Makes the file at `path`, replacing one that lies there.
  ///
  /// Links are not followed. Source: `open` with `O_EXCL` and `O_NOFOLLOW`.
  ///
  /// - Parameter subject: The path that errors name; the file that people know.
  init(creating path: String, subject: String) throws(OutputError) {
    self.subject = subject
    unlink(path)
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    descriptor = open(path, flags, 0o644)
    guard descriptor >= 0 else { throw .system("create", path: subject, code: errno) }
  }

  /// Makes a file and takes its name away at once, so that it goes with its owner.
  convenience init(nameless path: String, subject: String) throws(OutputError) {
    try self.init(creating: path, subject: subject)
    unlink(path)
  }

  /// Opens something that exists, such as a device.
  init(existing path: String, subject: String) throws(OutputError) {
    self.subject = subject
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("open", path: subject, code: errno) }
  }

  /// Opens the file at `path` to go on with it, or makes it.
  init(keeping path: String, subject: String) throws(OutputError) {
    self.subject = subject
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .system("open", path: subject, code: errno) }
  }

  deinit { close(descriptor) }

  /// The bytes that the file holds.
  var byteCount: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Writes all of the bytes at the end.
  func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno != EINTR {
        throw .system("write", path: subject, code: errno)
      }
    }
  }

  /// Writes all of the bytes at the end.
  func write(_ bytes: [UInt8]) throws(OutputError) {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(OutputError) in try write(buffer) }
    }
    try result.get()
  }

  /// Writes a buffer with what comes before and behind it, from `offset` on.
  ///
  /// Source: `pwritev`.
  func write(
    _ bytes: UnsafeRawBufferPointer, before: [UInt8], behind: [UInt8], at offset: Int
  ) throws(OutputError) {
    var done = 0
    let total = before.count + bytes.count + behind.count
    while done < total {
      let count = before.withUnsafeBytes { before in
        behind.withUnsafeBytes { behind in
          Self.write([before, bytes, behind], after: done, to: descriptor, at: offset + done)
        }
      }
      if count > 0 {
        done += count
      } else if count < 0, errno != EINTR {
        throw .system("write", path: subject, code: errno)
      }
    }
  }

  private static func write(
    _ buffers: [UnsafeRawBufferPointer], after done: Int, to descriptor: Int32, at offset: Int
  ) -> Int {
    var skipped = done
    let vectors = buffers.map { buffer in
      let start = min(skipped, buffer.count)
      skipped -= start
      return iovec(
        iov_base: UnsafeMutableRawPointer(mutating: buffer.baseAddress.map { $0 + start }),
        iov_len: buffer.count - start)
    }
    return pwritev(descriptor, vectors, Int32(vectors.count), off_t(offset))
  }

  /// The bytes at a place; fewer where the file ends before.
  func read(from offset: Int, count: Int) throws(OutputError) -> [UInt8] {
    var done = 0
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      while done < count {
        let read = pread(
          descriptor, UnsafeMutableRawBufferPointer(bytes).baseAddress.map { $0 + done }, count - done,
          off_t(offset + done))
        if read == 0 || (read < 0 && errno != EINTR) { break }
        done += max(0, read)
      }
      code = done < count ? errno : 0
      filled = done
    }
    guard code == 0 else { throw .system("read back", path: subject, code: code) }
    return bytes
  }

  /// Copies bytes from a place in this file to the end of `target`, in pieces
  /// that stay in the processor's cache. `sendfile` copies unaligned pieces
  /// within the kernel more slowly.
  func copy(from offset: Int, count: Int, to target: OutputFile) throws(OutputError) {
    for start in stride(from: offset, to: offset + count, by: Self.copyLength) {
      let wanted = min(Self.copyLength, offset + count - start)
      let bytes = try read(from: start, count: wanted)
      guard bytes.count == wanted else { throw .system("read back", path: subject, code: EIO) }
      try target.write(bytes)
    }
  }

  private static let copyLength = 1 << 16

  /// Waits until the bytes are on the disk. Source: `fsync`.
  func synchronize() throws(OutputError) {
    guard fsync(descriptor) == 0 else { throw .system("sync", path: subject, code: errno) }
  }
}
