internal import Glibc

/// Whole files and folders of the caller's staging.
public enum PlainFile {
  /// Writes a new file.
  ///
  /// - Throws: `OutputError`.
  public static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    try OutputFile(creating: path, subject: path).write(bytes)
  }

  /// Makes a folder in one that exists; one that is there stays.
  ///
  /// - Throws: `OutputError`.
  public static func makeFolder(_ path: String) throws(OutputError) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw .system("make the folder", path: path, code: errno)
    }
  }

  /// Gives a file a second name, or copies it where the file system cannot.
  ///
  /// Links are not followed. Source: `link(2)`.
  ///
  /// - Returns: The file's size in bytes.
  /// - Throws: `OutputError`.
  @discardableResult
  public static func place(_ source: String, at path: String) throws(OutputError) -> Int {
    var status = stat()
    guard lstat(source, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw OutputError(path: source, reason: .notAPlainFile)
    }
    if link(source, path) != 0 { try copy(source, to: path) }
    return Int(status.st_size)
  }

  private static func copy(_ source: String, to path: String) throws(OutputError) {
    let descriptor = open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("read", path: source, code: errno) }
    defer { close(descriptor) }
    let file = try OutputFile(creating: path, subject: path)
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(descriptor, &piece, piece.count)
      guard count >= 0 else { throw .system("read", path: source, code: errno) }
      if count == 0 { return }
      try file.write(Array(piece[..<count]))
    }
  }
}
