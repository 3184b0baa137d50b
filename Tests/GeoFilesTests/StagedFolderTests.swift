import Foundation
import Testing

@testable import GeoFiles

@Suite struct StagedFolderTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func `files take their places together, the target last`() throws {
    try "old".write(toFile: folder["a.tif"], atomically: false, encoding: .utf8)
    let staged = try StagedFolder(beside: folder["a.tif"])
    try staged.write("new", to: staged.name)
    try staged.write("beside", to: "a.qml")
    #expect(try String(contentsOfFile: folder["a.tif"], encoding: .utf8) == "old")
    try staged.publish(besides: ["a.qml"])
    #expect(try String(contentsOfFile: folder["a.tif"], encoding: .utf8) == "new")
    #expect(folder.names == ["a.qml", "a.tif"])
    #expect(throws: OutputError(path: folder["a.tif"], reason: .closed)) { try staged.publish() }
  }

  @Test func `two at a time are kept apart, and the second leaves the first alone`() throws {
    let first = try StagedFolder(beside: folder["a.tif"])
    try first.write("first", to: first.name)
    #expect(throws: OutputError(path: folder["a.tif"], reason: .busy)) {
      try StagedFolder(beside: folder["a.tif"])
    }
    try first.publish()
    #expect(try String(contentsOfFile: folder["a.tif"], encoding: .utf8) == "first")
    _ = try StagedFolder(beside: folder["a.tif"])
    #expect(folder.names == ["a.tif"])
  }

  @Test func `what a killed program left is removed, a missing file is not released`() throws {
    try FileManager.default.createDirectory(
      atPath: folder[".a.tif.export"], withIntermediateDirectories: false)
    try "half".write(toFile: folder[".a.tif.export/a.tif"], atomically: false, encoding: .utf8)
    let staged = try StagedFolder(beside: folder["a.tif"])
    #expect(throws: OutputError.self) { try staged.publish() }
    staged.discard()
    #expect(folder.names == [])
  }

  @Test func `a link at the target is refused`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder["a.tif"], withDestinationPath: folder["victim"])
    #expect(throws: OutputError(path: folder["a.tif"], reason: .symbolicLink)) {
      try StagedFolder(beside: folder["a.tif"])
    }
  }
}
