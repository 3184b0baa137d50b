import Foundation
import JobDefinition
import TestSupport
import Testing

@testable import Batch

/// Small texts that others put beside mosaics, taken apart.
@Suite struct SideTextTests {
  private static let hash = String(repeating: "3b64DB95", count: 8)

  @Test(arguments: [
    ("\(hash)  a.tif", Manifest.Promise.hash(hash.lowercased())),
    ("\(hash) *a.tif", .hash(hash.lowercased())), ("\(hash)\t./a.tif", .hash(hash.lowercased())),
    ("12 a.tif", .size(12)), ("  7\t./a.tif", .size(7)), ("x\r\n12 a.tif\r\n", .size(12)),
    ("5 b.tif\n6 a.tif", .size(6)), ("999999999999999999 a.tif", .size(999_999_999_999_999_999)),
  ])
  func `a line promises a hash or a size`(text: String, promise: Manifest.Promise) {
    #expect(Manifest(text).promise(of: "a.tif") == promise)
  }

  @Test(arguments: [
    "", "done", "12a.tif", "\(hash.dropLast())  a.tif", "\(hash)a.tif", "9999999999999999999 a.tif", "12 ",
    "12 ./", "- 5 a.tif", "x12 a.tif",
  ])
  func `a text without such a line is a mark`(text: String) { #expect(!Manifest(text).isList) }

  @Test func `names have blanks and any letters, and what sha256sum writes is read`() throws {
    let folder = try TemporaryFolder()
    let names = ["north west.tif", "süd.tif", "a\u{301}.tif"]
    for name in names { try Data(name.utf8).write(to: folder.url.appendingPathComponent(name)) }
    let sums = try Oracle.tool("sha256sum", names.map { folder.url.appendingPathComponent($0).path })
    let manifest = Manifest(sums.replacing(folder.url.path + "/", with: ""))
    for name in names { #expect(manifest.promise(of: name) != nil, "\(name)") }
  }

  /// With regular expressions these took minutes.
  @Test func `the longest manifest is read in a breath`() {
    let sums = String(repeating: "\(Self.hash)  north.tif\n", count: Manifest.maximumByteCount / 76)
    #expect(Manifest(sums).promise(of: "north.tif") == .hash(Self.hash.lowercased()))
    let sizes = String(repeating: "1 a\n", count: Manifest.maximumByteCount / 4)
    #expect(Manifest(sizes).promise(of: "a") == .size(1))
    #expect(!Manifest(String(repeating: " ", count: Manifest.maximumByteCount)).isList)
  }

  @Test func `a list of more lines than a place may have files is refused`() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("list.txt")
    try Data(String(repeating: "a\n", count: FlightList.maximumCount + 1).utf8).write(to: path)
    let list = FlightList(path: JobPath(path.path, in: ""), allowsRemote: false)
    let refusal = DiscoveryError.unreadable(place: path.path, reason: "it has more than 1000000 lines")
    #expect(throws: refusal) { try list.read() }
  }
}
