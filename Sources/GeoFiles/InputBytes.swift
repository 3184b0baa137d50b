/// The bytes of an input file, whatever it holds.
public enum InputBytes {
  /// Reads `count` bytes from `offset`.
  ///
  /// - Throws: `InputFileError.unreadable` where the file gives fewer.
  public typealias Reader = (_ offset: Int, _ count: Int) throws -> [UInt8]

  /// Checks a file's name and kind, opens it and lets `body` read from it.
  ///
  /// The checks are those of `MosaicFile.open`: no pipe is waited for, and no
  /// name reaches another machine unless that is allowed.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - allowsRemote: Whether `/vsi` names are allowed.
  ///   - body: Gets the number of bytes and what reads them.
  /// - Throws: `InputFileError`, `GDALError`, or what `body` throws.
  public static func read<Result>(
    _ path: String, allowsRemote: Bool, _ body: (_ byteCount: Int, _ read: Reader) throws -> Result
  ) throws -> Result {
    let file = try InputFile(path, remoteAllowed: allowsRemote)
    return try GDALLibrary.withRemoteRethrowing(file) {
      let raw = try VirtualFile(file)
      return try read(raw, isOverNetwork: file.isOverNetwork, body)
    }
  }

  private static func read<Result>(
    _ raw: borrowing VirtualFile, isOverNetwork: Bool, _ body: (Int, Reader) throws -> Result
  ) throws -> Result {
    try body(Int(clamping: raw.byteCount)) { offset, count in
      let bytes = raw.bytes(at: UInt64(offset), count: count)
      guard bytes.count == count else {
        let reason = "it gave \(bytes.count) of \(count) bytes at byte \(offset)"
        if isOverNetwork {
          throw GDALError(operation: GDALError.fetching, subject: raw.name, reason: reason)
        }
        throw InputFileError.unreadable(file: raw.name, reason: reason)
      }
      return bytes
    }
  }
}
