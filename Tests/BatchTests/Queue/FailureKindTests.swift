import Catalog
import Foundation
import GeoFiles
import Grid
import Testing

@testable import Batch

/// Whom a failure is held against.
@Suite struct FailureKindTests {
  private static let window = PixelWindow(columns: 0..<1, rows: 0..<1)

  @Test(
    arguments: [
      FileAccessError(operation: "write", path: "a", reason: "input/output error", code: EIO),
      OutputError(path: "a", reason: .system(operation: "write", code: EIO)),
      OutputError(path: "a", reason: .refusedByLibrary(operation: "finish", message: "database is locked")),
      OutputError(path: "a", reason: .symbolicLink), CatalogError.corrupt(path: "a", reason: "b"),
      GDALError(operation: "read", subject: "a", reason: "gtiff.cpp, 12: cannot allocate 4096 bytes"),
      MosaicError.unreadable(file: "a", window: window, reason: "Out of memory allocating 9 bytes"),
      WorkerError("a", exitCode: 65, isOfMachine: true),
    ] as [any Error])
  func `disk, memory and what lies in the way of outputs are the machine's`(error: any Error) {
    #expect(FailureKind(error, exitCode: 65) == .ofMachine)
    #expect(FailureKind(error, exitCode: 75) == .passing)
  }

  @Test(
    arguments: [
      MosaicError.unreadable(file: "a", window: window, reason: "ZIPDecode: Decoding error"),
      GDALError(operation: "open", subject: "a", reason: "not recognized"),
      OutputError(path: "a", reason: .repeatedColumn("b", layer: "c")), WorkerError("a", exitCode: 65),
      ShardError.noSuchShard(3, count: 2),
    ] as [any Error])
  func `what the same input brings again is the flight's`(error: any Error) {
    #expect(FailureKind(error, exitCode: 65) == .lasting)
    #expect(FailureKind(error, exitCode: 78) == .ofMachine)
  }

  @Test func `a worker's word for the machine crosses the pipe`() throws {
    let told = WorkerError("disk", exitCode: 65, isOfMachine: true)
    let sent = WorkerMessage.ended(.failed(told))
    let bytes = try #require(sent.encoded())
    #expect(try WorkerMessage(decoding: Array(bytes.dropFirst(4))) == sent)
    #expect(told.shown.isOfMachine)
  }
}
