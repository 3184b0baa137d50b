import Foundation
import TestSupport
import Testing

/// A disk that is full and a catalog that is busy, damaged or newer: rows 28 to
/// 31 of docs/faults.md.
@Suite struct FaultsCatalogTests {
  /// A bench whose healthy flight is done, with its mask and catalog as they are then.
  private func done() throws -> FaultsBench {
    let bench = try FaultsBench()
    try bench.addHealthy()
    #expect(try bench.run().code == 0)
    return bench
  }

  @Test func `a busy catalog is waited for, and then told`() throws {
    let bench = try done()
    try bench.addHealthy("second.tif")
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
    holder.arguments = [bench.path("results/catalog.sqlite")]
    let (orders, answers) = (Pipe(), Pipe())
    (holder.standardInput, holder.standardOutput) = (orders, answers)
    try holder.run()
    defer { holder.terminate() }
    orders.fileHandleForWriting.write(Data("BEGIN IMMEDIATE; SELECT 'held';\n".utf8))
    #expect(answers.fileHandleForReading.availableData == Data("held\n".utf8))
    let ending = try bench.run()
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.sentences.first?.contains("locked by another process") == true, "\(ending.errors)")
    #expect(!bench.exists("results/second"))
  }

  @Test func `a damaged catalog is refused and not written`() throws {
    let bench = try done()
    var bytes = try bench.bytes("results/catalog.sqlite")
    for place in 8192..<(bytes.count - 4096) { bytes[place] = UInt8(truncatingIfNeeded: place &* 31) }
    for name in ["catalog.sqlite-wal", "catalog.sqlite-shm"] {
      try? FileManager.default.removeItem(atPath: bench.path("results/\(name)"))
    }
    try bench.write("results/catalog.sqlite", bytes)
    try bench.addHealthy("second.tif")
    let ending = try bench.run()
    #expect(ending.code == 65, "\(ending.errors)")
    #expect(ending.sentences.first?.contains("catalog.sqlite' is damaged") == true, "\(ending.errors)")
    #expect(try bench.bytes("results/catalog.sqlite") == bytes)
    #expect(try bench.bytes("results/healthy/mask.tif") == Healthy.shared.get().mask)
    #expect(!bench.exists("results/second"))
  }

  @Test func `a catalog of a newer schema is refused with both versions`() throws {
    let bench = try done()
    let version = try bench.value("PRAGMA user_version")
    _ = try bench.value("PRAGMA user_version = 99")
    let ending = try bench.run()
    #expect(ending.code == 65, "\(ending.errors)")
    for word in ["schema version 99", "up to \(version)"] {
      #expect(ending.sentences.first?.contains(word) == true, "\(ending.errors)")
    }
    #expect(try bench.value("PRAGMA user_version") == "99")
  }

  @Test(.enabled(if: getuid() == 0, "only root can mount a small disk"))
  func `a full disk leaves no final file, and the next run is done when there is room`() throws {
    let bench = try FaultsBench()
    try FileManager.default.createDirectory(
      atPath: bench.path("results"), withIntermediateDirectories: false)
    guard mount("size=8m", on: bench.path("results")) else { return }
    defer { umount2(bench.path("results"), Int32(MNT_DETACH)) }
    try MadeMosaic().write(to: bench.path("flights/first.tif"))
    #expect(try bench.run().code == 0)
    try fill(bench.path("results/filler"), leaving: 48 << 10)
    try bench.addHealthy()
    let ending = try bench.run()
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.sentences.contains { $0.contains("no space") }, "\(ending.errors)")
    try FileManager.default.removeItem(atPath: bench.path("results/filler"))
    #expect(!bench.exists("results/healthy"))
    let left = bench.listing("results").filter { !$0.hasPrefix("first/") }
    #expect(!left.contains { $0.hasPrefix(".furrow/") && $0.contains("/results") }, "\(left)")
    #expect(!left.contains { $0.hasSuffix(".partial") || $0.hasSuffix(".tif") }, "\(left)")
    #expect(try bench.run().code == 0)
    try bench.expectHealthy()
  }

  private func mount(_ options: String, on path: String) -> Bool {
    (try? Oracle.tool("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path])) != nil
  }

  private func fill(_ path: String, leaving rest: Int) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let free = try FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? Int
    try Data(count: try #require(free) - rest).write(to: URL(fileURLWithPath: path))
  }
}
