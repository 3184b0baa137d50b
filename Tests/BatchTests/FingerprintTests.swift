import Foundation
import TestSupport
import Testing

@testable import Batch

@Suite struct FingerprintTests {
  /// A file larger than 64 pieces of 64 KiB, sparse but for one byte.
  private func file(_ folder: TemporaryFolder, _ name: String, byteAt offset: UInt64?) throws -> String {
    let path = folder.url.appendingPathComponent(name).path
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 12 << 20)
    if let offset {
      try handle.seek(toOffset: offset)
      try handle.write(contentsOf: Data([1]))
    }
    try handle.close()
    return path
  }

  @Test func `every byte counts on request, and the two kinds never meet`() throws {
    let folder = try TemporaryFolder()
    let (one, other, edited) = (
      try file(folder, "a", byteAt: nil), try file(folder, "b", byteAt: nil),
      try file(folder, "c", byteAt: 100_000)
    )
    #expect(!Fingerprint.offsets(length: 12 << 20).contains { (100_000 - 65_535...100_000).contains($0) })
    #expect(try Fingerprint(ofFilesAt: [one]) == Fingerprint(ofFilesAt: [edited]))
    #expect(
      try Fingerprint(ofFilesAt: [one], extent: .full) != Fingerprint(ofFilesAt: [edited], extent: .full))
    #expect(
      try Fingerprint(ofFilesAt: [one], extent: .full) == Fingerprint(ofFilesAt: [other], extent: .full))
    let small = folder.url.appendingPathComponent("small").path
    try Data("x".utf8).write(to: URL(fileURLWithPath: small))
    #expect(try Fingerprint(ofFilesAt: [small], extent: .full) != Fingerprint(ofFilesAt: [small]))
    let sum = try Oracle.tool("sh", ["-c", "printf 'every byte;1;x' | sha256sum"])
    #expect(try sum.hasPrefix(Fingerprint(ofFilesAt: [small], extent: .full).text))
  }
}
