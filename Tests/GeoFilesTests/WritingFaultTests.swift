import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

@Suite struct WritingFaultTests {
  let folder: ScratchFolder
  let size = PixelSize(width: 40, height: 30)
  let transform = GeoTransform(originX: 0, columnX: 1, rowX: 0, originY: 0, columnY: 0, rowY: -1)

  init() throws { folder = try ScratchFolder() }

  func writer(_ path: String) throws -> CloudOptimizedWriter {
    try CloudOptimizedWriter(
      path: path, size: size, transform: transform, crsWKT: "EPSG:32632", kind: .confidence)
  }

  @Test func `a symbolic link at the target is refused and its end untouched`() throws {
    try "mine".write(toFile: folder["victim"], atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: folder["out.tif"], withDestinationPath: folder["victim"])
    #expect(throws: OutputError(path: folder["out.tif"], reason: .symbolicLink)) {
      try writer(folder["out.tif"])
    }
    #expect(try String(contentsOfFile: folder["victim"], encoding: .utf8) == "mine")
    #expect(folder.names == ["out.tif", "victim"])
  }

  @Test func `a link that appears while writing is refused too`() throws {
    let writer = try writer(folder["out.tif"])
    try writer.append([UInt8](repeating: 1, count: size.pixelCount))
    try FileManager.default.createSymbolicLink(
      atPath: folder["out.tif"], withDestinationPath: folder["victim"])
    #expect(throws: OutputError(path: folder["out.tif"], reason: .symbolicLink)) { try writer.finish() }
    #expect(folder.names == ["out.tif"])
  }

  @Test func `links at the temporary names are removed, not followed`() throws {
    try "mine".write(toFile: folder["victim"], atomically: false, encoding: .utf8)
    for name in [".out.partial.tif", ".out.tif.spool"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder[name], withDestinationPath: folder["victim"])
    }
    let writer = try writer(folder["out.tif"])
    try writer.append([UInt8](repeating: 1, count: size.pixelCount))
    try writer.finish()
    #expect(try String(contentsOfFile: folder["victim"], encoding: .utf8) == "mine")
    #expect(folder.names == ["out.tif", "victim"])
  }

  @Test func `a folder at the target is refused`() throws {
    try FileManager.default.createDirectory(atPath: folder["out.tif"], withIntermediateDirectories: false)
    #expect(throws: OutputError(path: folder["out.tif"], reason: .notAPlainFile)) {
      try writer(folder["out.tif"])
    }
  }

  @Test func `a full disk is named and leaves the old file alone`() throws {
    try "old".write(toFile: folder["out.tif"], atomically: false, encoding: .utf8)
    let staged = try StagedFile(target: folder["out.tif"])
    let full = try OutputFile(existing: "/dev/full", subject: folder["out.tif"])
    let writer = try CloudOptimizedWriter(
      staged: staged, spool: full, size: size, transform: transform, crsWKT: "", kind: .confidence,
      forcesBigTIFF: false, parallel: serialLoop)
    let expected = OutputError(path: folder["out.tif"], reason: .diskFull)
    #expect(throws: expected) { try writer.append([UInt8](repeating: 1, count: size.pixelCount)) }
    #expect("\(expected)" == "cannot write '\(folder["out.tif"])': no space is left on the disk")
    #expect(throws: OutputError(path: folder["out.tif"], reason: .closed)) { try writer.finish() }
    #expect(folder.names == ["out.tif"])
    #expect(try String(contentsOfFile: folder["out.tif"], encoding: .utf8) == "old")
  }

  @Test func `missing rows give no file`() throws {
    let writer = try writer(folder["out.tif"])
    try [UInt8](repeating: 1, count: size.width).withUnsafeBytes { try writer.append(row: $0) }
    let expected = OutputError(path: folder["out.tif"], reason: .missingRows(received: 1, expected: 30))
    #expect(throws: expected) { try writer.finish() }
    #expect(folder.names.isEmpty)
  }

  @Test func `a cancelled or forgotten writer leaves nothing`() throws {
    let cancelled = try writer(folder["a.tif"])
    cancelled.cancel()
    #expect(throws: OutputError(path: folder["a.tif"], reason: .closed)) { try cancelled.finish() }
    _ = try writer(folder["b.tif"])
    #expect(folder.names.isEmpty)
  }

  @Test func `a missing folder is named`() throws {
    #expect(throws: OutputError.self) { try writer(folder["none/out.tif"]) }
  }

  @Test(arguments: [
    ("a/b/mask.tif", "a/b/", "mask", ".tif"), ("mask", "", "mask", ""), (".hidden", "", ".hidden", ""),
    ("a.b/c", "a.b/", "c", ""), ("x.tar.gz", "", "x.tar", ".gz"),
  ])
  func `a path is cut at its last slash and dot`(
    path: String, folder: String, stem: String, fileExtension: String
  ) {
    let parts = PathParts(path)
    #expect(parts.folder == folder)
    #expect(parts.stem == stem)
    #expect(parts.fileExtension == fileExtension)
  }

  @Test(arguments: [
    ("write failed: No space left on device", true), ("database or disk is full", true),
    ("TIFFAppendToStrip: write error", false),
  ])
  func `a library's words tell a full disk`(message: String, isFull: Bool) {
    let error = OutputError.refusedByLibrary("write", path: "a.tif", message: message)
    #expect((error.reason == .diskFull) == isFull)
    #expect("\(error)".contains("'a.tif'"))
  }

  @Test(arguments: [1_048_576, 3_221_225_472, 4_294_960_000, 4_294_967_296, 5_368_709_120])
  func `a file beyond 4 GiB becomes a BigTIFF`(payloadBytes: Int) {
    let magic: UInt8 = payloadBytes < 4_294_967_296 ? 42 : 43
    let level = CloudOptimizedLayout.Level(
      size: PixelSize(width: 1024, height: 512), byteCounts: [payloadBytes / 2, payloadBytes / 2], tags: [])
    let head = CloudOptimizedLayout(levels: [level]).head
    #expect(head[2] == magic)
    // The last tile starts after the head and the first tile with its frame.
    let last = head.count + payloadBytes / 2 + 12
    let bytes: [UInt8] = magic == 42 ? UInt32(last).littleEndianBytes : UInt64(last).littleEndianBytes
    let isStored = head.indices.contains { head[$0...].starts(with: bytes) }
    #expect(isStored)
  }
}
