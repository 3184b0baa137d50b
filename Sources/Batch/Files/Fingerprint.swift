import Digest
import GeoFiles
public import JobDefinition

/// A name for a mosaic's content that does not depend on where it lies.
///
/// The SHA-256 of the file's size and of up to 64 pieces of 64 KiB: its first,
/// its last, and others evenly between. A gigapixel mosaic is named within
/// milliseconds; an edit that keeps the size and touches none of the pieces is
/// not noticed. On request every byte counts; the two kinds of name never meet.
public struct Fingerprint: Hashable, Sendable {
  /// 64 hexadecimal digits.
  public let text: String

  /// The first digits, enough for people and file names.
  public var short: String { String(text.prefix(12)) }

  /// Names the content of the files of one mosaic, in their order.
  ///
  /// - Throws: `InputFileError` where a file is none or cannot be read.
  public init(
    ofFilesAt paths: [String], allowsRemote: Bool = false, extent: FingerprintExtent = .fast
  ) throws {
    var hash = SHA256()
    // No fast name begins so: it begins with digits.
    if extent == .full { hash.update(Array("every byte;".utf8)) }
    for path in paths { try Self.add(path, allowsRemote: allowsRemote, extent, to: &hash) }
    text = hash.hexDigest()
  }

  private static let pieceLength = 65536
  private static let pieceCount = 64

  private static func add(
    _ path: String, allowsRemote: Bool, _ extent: FingerprintExtent, to hash: inout SHA256
  ) throws {
    try InputBytes.read(path, allowsRemote: allowsRemote) { length, read in
      hash.update(Array("\(length);".utf8))
      if extent == .full { return try hash.update(length, read) }
      for offset in offsets(length: length) {
        hash.update(try read(offset, min(pieceLength, length - offset)))
      }
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

extension SHA256 {
  /// Adds the bytes of a file from its begin to its end.
  mutating func update(_ length: Int, _ read: InputBytes.Reader) throws {
    let piece = 1 << 20
    for offset in stride(from: 0, to: length, by: piece) {
      update(try read(offset, min(piece, length - offset)))
    }
  }
}
