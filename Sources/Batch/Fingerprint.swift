import Foundation

/// A name for a mosaic's content that does not depend on where it lies.
///
/// The SHA-256 of the file's size and of up to 64 pieces of 64 KiB: its first,
/// its last, and others evenly between. A gigapixel mosaic is named within
/// milliseconds; an edit that keeps the size and touches none of the pieces is
/// not noticed.
public struct Fingerprint: Hashable, Sendable {
  /// 64 hexadecimal digits.
  public let text: String

  /// The first digits, enough for people and file names.
  public var short: String { String(text.prefix(12)) }

  /// Names the content of the files of one mosaic, in their order.
  ///
  /// - Throws: `FileAccessError` where a file cannot be read.
  public init(ofFilesAt paths: [String]) throws {
    var hash = SHA256()
    for path in paths { try Self.add(path, to: &hash) }
    text = hash.hexDigest()
  }

  private static let pieceLength = 65536
  private static let pieceCount = 64

  private static func add(_ path: String, to hash: inout SHA256) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw FileAccessError.system("read", path)
    }
    defer { try? handle.close() }
    do {
      let length = try handle.seekToEnd()
      hash.update(Array("\(length);".utf8))
      for offset in offsets(length: Int(length)) {
        try handle.seek(toOffset: UInt64(offset))
        hash.update(Array(try handle.read(upToCount: pieceLength) ?? Data()))
      }
    } catch {
      throw FileAccessError(operation: "read", path: path, reason: "\(error)")
    }
  }

  static func offsets(length: Int) -> [Int] {
    guard length > pieceLength * pieceCount else {
      return Array(stride(from: 0, to: length, by: pieceLength))
    }
    let last = length - pieceLength
    return (0..<pieceCount).map {
      last / (pieceCount - 1) * $0 + ($0 == pieceCount - 1 ? last % (pieceCount - 1) : 0)
    }
  }
}
