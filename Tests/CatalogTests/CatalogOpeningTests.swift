import Catalog
import Foundation
import Testing

@Suite struct CatalogOpeningTests {
  @Test func `a new catalog is marked, in WAL mode and strict throughout`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    #expect(
      try folder.sqlite("PRAGMA application_id; PRAGMA user_version; PRAGMA journal_mode")
        == "1179996759\n5\nwal\n")
    let loose = try catalog.rows(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name <> 'sqlite_schema'"
    )
    #expect(loose == [])
    #expect(throws: Never.self) { try catalog.close() }
  }

  @Test func `an opened catalog keeps what it holds`() throws {
    let folder = try Folder()
    let first = try folder.open()
    try first.recordDone(flight("north", fingerprint: "f1"), fields: [fieldResult("a", weed: 0.1)])
    try first.close()
    #expect(try folder.open().flights().map(\.flight) == [flight("north", fingerprint: "f1")])
    let reader = try CatalogDatabase(path: folder.catalog, access: .read)
    #expect(try reader.fields().count == 1)
    #expect(throws: CatalogError.self) { try reader.record(flight("x", fingerprint: "f2"), at: noon) }
  }

  @Test func `a missing catalog cannot be read`() throws {
    let path = try Folder().catalog
    #expect(throws: CatalogError.cannotOpen(path: path, reason: "no such file")) {
      try CatalogDatabase(path: path, access: .read)
    }
  }

  @Test func `a file that is no database is refused and left alone`() throws {
    let folder = try Folder()
    let bytes = Data((0..<9000).map { UInt8(truncatingIfNeeded: $0 * 7) })
    try bytes.write(to: URL(fileURLWithPath: folder.catalog))
    #expect(throws: CatalogError.notACatalog(path: folder.catalog)) { try folder.open() }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.catalog)) == bytes)
  }

  @Test func `a database of another program is refused`() throws {
    let folder = try Folder()
    _ = try folder.sqlite("CREATE TABLE other (a)")
    #expect(throws: CatalogError.notACatalog(path: folder.catalog)) { try folder.open() }
  }

  @Test func `a damaged page is found before anything is written`() throws {
    let folder = try Folder()
    let catalog = try folder.open()
    try catalog.recordDone(
      flight("north", fingerprint: "f1"), fields: (0..<300).map { fieldResult("field \($0)", weed: 0.1) })
    try catalog.close()
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.catalog))
    let size = try file.seekToEnd()
    for page in stride(from: UInt64(8192), to: size, by: 4096) {
      try file.seek(toOffset: page)
      try file.write(contentsOf: Data(repeating: 0x5A, count: 600))
    }
    try file.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.catalog))
    let error = #expect(throws: CatalogError.self) { try folder.open() }
    guard case .corrupt(folder.catalog, _) = error else {
      Issue.record("not an integrity error: \(String(describing: error))")
      return
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.catalog)) == before)
  }

  @Test(arguments: [CatalogDatabase.Access.read, .write])
  func `a newer schema is refused with both versions`(access: CatalogDatabase.Access) throws {
    let folder = try Folder()
    try folder.open().close()
    _ = try folder.sqlite("PRAGMA user_version = 99")
    let error = CatalogError.newerSchema(path: folder.catalog, found: 99, known: 5)
    #expect(throws: error) { try CatalogDatabase(path: folder.catalog, access: access) }
    #expect(error.description.contains("99") && error.description.contains("up to 5"))
  }

  @Test func `a locked catalog is given up after the wait`() throws {
    let folder = try Folder()
    try folder.open().close()
    let waiting = try CatalogDatabase(path: folder.catalog, access: .write, busyTimeoutSeconds: 0.1)
    let holder = Process()
    let (input, output) = (Pipe(), Pipe())
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    holder.arguments = ["sqlite3", folder.catalog]
    holder.standardInput = input
    holder.standardOutput = output
    try holder.run()
    input.fileHandleForWriting.write(Data("BEGIN IMMEDIATE; SELECT 'held';\n".utf8))
    #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
    let error = CatalogError.busy(path: folder.catalog, waitedSeconds: 0.1)
    #expect(throws: error) { try waiting.record(flight("x", fingerprint: "f"), at: noon) }
    #expect(error.isTemporary)
    #expect(try waiting.flights() == [])
    try input.fileHandleForWriting.close()
    holder.waitUntilExit()
    #expect(throws: Never.self) { try waiting.record(flight("x", fingerprint: "f"), at: noon) }
  }

  @Test func `two may make one catalog at the same time`() async throws {
    let folder = try Folder()
    let path = folder.catalog
    let versions = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          try CatalogDatabase(path: path, access: .write, busyTimeoutSeconds: 60).flights().count
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(versions == [0, 0, 0, 0])
    withExtendedLifetime(folder) {}
  }
}

extension Folder {
  /// What the sqlite3 program answers.
  func sqlite(_ sql: String, on path: String? = nil) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", path ?? catalog, sql]
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
