import Foundation
import Grid
import TestSupport
import Testing

/// Row 40 of docs/faults.md: what is read changes while it is read.
@Suite(.serialized) struct FaultsChangeTests {
  /// 516 strips of tiles, uncompressed, so that a byte can change and the rest
  /// stays sound.
  private static let long = Result { () -> [UInt8] in
    let bench = try FaultsBench()
    try MadeMosaic(size: PixelSize(width: 64, height: 33_024), tileSize: 64, compression: .none)
      .write(to: bench.path("flights/long.tif"))
    return try bench.bytes("flights/long.tif")
  }

  /// Changes something once the run has sealed a strip, and waits for its end.
  private func ending(
    _ job: FaultsJob, _ bench: FaultsBench, change: (FaultsBench) throws -> Void
  ) throws -> BuiltFurrow.Ending {
    try bench.write("flights/long.tif", try Self.long.get())
    try bench.write("job.yaml", job.text.utf8)
    let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    let works = running.wait { bench.listing("results/.furrow").contains { $0.contains("/strips/strip-") } }
    try #require(works && running.isRunning, "\(running.errors)")
    try change(bench)
    return running.wait()
  }

  private func put(_ byte: UInt8, at offset: Int, in bench: FaultsBench) throws {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: bench.path("flights/long.tif")))
    defer { try? file.close() }
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: [byte])
  }

  private func expectAborted(_ ending: BuiltFurrow.Ending, _ file: String, _ bench: FaultsBench) throws {
    #expect(ending.code == 65, "\(ending.errors)")
    #expect(ending.sentences.count == 1)
    let told = ending.sentences.first ?? ""
    #expect(told.hasSuffix("\(file)' changed while it was read"), "\(ending.errors)")
    try bench.expectNothing(of: "long")
  }

  @Test(arguments: ["false", "true"])
  func `a mosaic that grows during the run is not published`(untrusted: String) throws {
    let bench = try FaultsBench()
    let ending = try ending(FaultsJob(more: "untrusted: \(untrusted)"), bench) { bench in
      try put(0, at: Self.long.get().count, in: bench)
    }
    try expectAborted(ending, "flights/long.tif", bench)
    let again = try BuiltFurrow.run(["run", bench.path("job.yaml")])
    #expect(again.code == 0, "what it is now can be worked on: \(again.errors)")
  }

  /// The changed byte lies where the fingerprint does not look.
  @Test func `a mosaic that changes where no piece of its fingerprint lies is not published`() throws {
    let bench = try FaultsBench()
    let ending = try ending(FaultsJob(), bench) { bench in
      let byte = try Self.long.get()[230_000]
      try put(byte ^ 1, at: 230_000, in: bench)
    }
    try expectAborted(ending, "flights/long.tif", bench)
  }

  @Test func `a mosaic that is replaced by another during the run is not published`() throws {
    let bench = try FaultsBench()
    let ending = try ending(FaultsJob(), bench) { bench in
      try bench.addHealthy("other")
      try FileManager.default.removeItem(atPath: bench.path("flights/long.tif"))
      try FileManager.default.moveItem(
        atPath: bench.path("flights/other"), toPath: bench.path("flights/long.tif"))
    }
    #expect(ending.code == 65, "\(ending.errors)")
    try bench.expectNothing(of: "long")
  }

  @Test func `boundaries that change during the run are not mixed`() throws {
    let bench = try FaultsBench()
    try bench.writeFields([("A", 0...60, 0...9000)])
    let ending = try ending(FaultsJob(fields: "{file: fields.gpkg}"), bench) { bench in
      try bench.writeFields([("B", 0...60, 0...9000)])
    }
    #expect(ending.code == 0, "\(ending.errors)")
    let fields = "SELECT group_concat(field_id) FROM v_fields"
    #expect(try bench.value(fields) == "A", "those that were read before the pixels")
    #expect(try BuiltFurrow.run(["run", bench.path("job.yaml")]).code == 0)
    #expect(try bench.value("SELECT count(*) FROM run WHERE state = 'done'") == "2")
  }

  @Test(arguments: ["strips", "tiles", ""])
  func `a link in the place of unfinished work is not followed`(part: String) throws {
    let bench = try FaultsBench()
    try bench.write("flights/long.tif", try Self.long.get())
    try bench.write("job.yaml", FaultsJob().text.utf8)
    let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    _ = running.wait { bench.listing("results/.furrow").contains { $0.contains("/strips/strip-") } }
    running.send(SIGKILL)
    running.wait()
    let names = try FileManager.default.contentsOfDirectory(atPath: bench.path("results/.furrow"))
    let work = try #require(names.first { $0.hasPrefix("long-") })
    let place = "results/.furrow/\(work)" + (part.isEmpty ? "" : "/\(part)")
    try FileManager.default.createDirectory(
      atPath: bench.path("elsewhere"), withIntermediateDirectories: true)
    try FileManager.default.removeItem(atPath: bench.path(place))
    try FileManager.default.createSymbolicLink(
      atPath: bench.path(place), withDestinationPath: bench.path("elsewhere"))
    let ending = try BuiltFurrow.run(["run", bench.path("job.yaml")])
    #expect(ending.code == 65)
    #expect(ending.errors.contains("it is a symbolic link"), "\(ending.errors)")
    #expect(bench.listing("elsewhere").isEmpty)
  }
}
