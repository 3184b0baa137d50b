internal import CKernels

/// The SHA-256 hash of bytes that arrive in pieces.
///
/// Names mosaics and seals files; nothing secret depends on it. Where the
/// processor has instructions for it, they are used.
///
/// Source: FIPS 180-4, <https://doi.org/10.6028/NIST.FIPS.180-4>.
public struct SHA256: Sendable {
  private var state: [8 of UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [64 of UInt8] = .init(repeating: 0)
  private var byteCount: UInt64 = 0
  private let usesExtension: Bool

  static let hasExtension = sha256_has_extension() != 0

  /// Makes the hash of nothing yet.
  public init() { self.init(usesExtension: Self.hasExtension) }

  /// Makes the hash of nothing yet, by the processor's instructions or without.
  init(usesExtension: Bool) { self.usesExtension = usesExtension }

  private var pendingCount: Int { Int(byteCount % 64) }

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    if pendingCount > 0 {
      let taken = rest.prefix(64 - pendingCount)
      append(taken)
      rest = rest.dropFirst(taken.count)
      guard pendingCount == 0 else { return }
      withUnsafeBytes(of: pending) { Self.compress($0, into: &state, usesExtension) }
    }
    let whole = rest.prefix(rest.count / 64 * 64)
    byteCount += UInt64(whole.count)
    Self.compress(UnsafeRawBufferPointer(rebasing: whole), into: &state, usesExtension)
    append(rest.dropFirst(whole.count))
  }

  /// Adds bytes.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The hash of all that was added, as 64 hexadecimal digits.
  public func hexDigest() -> String {
    var final = self
    let bits = byteCount &* 8
    var padding: [UInt8] = [0x80]
    padding.append(contentsOf: repeatElement(0, count: (119 - pendingCount) % 64))
    for shift in stride(from: 56, through: 0, by: -8) {
      padding.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    final.update(padding)
    return final.state.indices.map { place in
      let digits = String(final.state[place], radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The hash of a text's UTF-8 bytes, as 64 hexadecimal digits.
  public static func hexDigest(of text: String) -> String {
    var hash = SHA256()
    hash.update(Array(text.utf8))
    return hash.hexDigest()
  }

  private mutating func append(_ bytes: Slice<UnsafeRawBufferPointer>) {
    let start = pendingCount
    withUnsafeMutableBytes(of: &pending) {
      UnsafeMutableRawBufferPointer(rebasing: $0[start...]).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes))
    }
    byteCount += UInt64(bytes.count)
  }

  /// Takes whole blocks.
  private static func compress(
    _ blocks: UnsafeRawBufferPointer, into state: inout [8 of UInt32], _ usesExtension: Bool
  ) {
    guard blocks.count >= 64, let first = blocks.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
      return
    }
    withUnsafeMutableBytes(of: &state) { state in
      guard let words = state.baseAddress?.assumingMemoryBound(to: UInt32.self) else { return }
      let take = usesExtension ? sha256_blocks_extension : sha256_blocks_plain
      take(words, first, blocks.count / 64)
    }
  }
}
