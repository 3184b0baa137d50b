import TestSupport
import Testing

@testable import Digest

@Suite struct SHA256Tests {
  /// With the processor's instructions where it has them, and without.
  static let ways = SHA256.hasExtension ? [true, false] : [false]

  private func hexDigest(_ bytes: [UInt8], _ usesExtension: Bool) -> String {
    var hash = SHA256(usesExtension: usesExtension)
    hash.update(bytes)
    return hash.hexDigest()
  }

  @Test(arguments: ways)
  func `published vectors agree`(usesExtension: Bool) {
    for (text, digest) in [
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrst"
          + "nopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ] {
      #expect(hexDigest(Array(text.utf8), usesExtension) == digest)
      #expect(SHA256.hexDigest(of: text) == digest)
    }
  }

  @Test(arguments: [1, 3, 55, 56, 63, 64, 65, 127, 128, 1000])
  func `pieces do not matter`(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var whole = SHA256()
    whole.update(bytes)
    var pieces = SHA256()
    for byte in bytes { pieces.update([byte]) }
    #expect(whole.hexDigest() == pieces.hexDigest())
  }

  @Test(arguments: 0..<200)
  func `both ways agree on random pieces`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let bytes = (0..<Int.random(in: 0...700, using: &random)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
    let whole = hexDigest(bytes, false)
    for way in Self.ways {
      var hash = SHA256(usesExtension: way)
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 0...150, using: &random))
        hash.update(Array(piece))
        rest = rest.dropFirst(piece.count)
      }
      #expect(hash.hexDigest() == whole)
    }
  }
}
