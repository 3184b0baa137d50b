import Foundation
import Grid
import TestSupport
import Testing

/// Rows 27, 32, 33 and 38 of docs/faults.md: runs that are killed, stopped or meet one another.
@Suite(.serialized) struct FaultsRestartTests {
  /// A mosaic of 24 strips of tiles, some of it not covered.
  private static let long = Result { () -> [UInt8] in
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(size: PixelSize(width: 600, height: 1536), nodata: 0)
    try mosaic.write(to: bench.path("flights/long.tif")) { band, column, row in
      let isCovered = column > row / 20 && column < 590
      return isCovered ? MadeMosaic.halves(band: band, column: (column + row / 3) % 100, row: row) : 0
    }
    return try bench.bytes("flights/long.tif")
  }

  private static var job: FaultsJob {
    var job = FaultsJob(fields: "{file: fields.gpkg}")
    job.outputs = "{folder: results, indices: [ndvi], confidence: true}"
    job.more = "cleaning: [{majority: {size: 3}}, {sieve: {smaller_than_m2: 0.05}}]"
    return job
  }

  private func bench() throws -> FaultsBench {
    let bench = try FaultsBench()
    try bench.write("flights/long.tif", try Self.long.get())
    try bench.writeFields([("A", 100...300, 100...700), ("B", 310.5...560.2, 300...1500)])
    try bench.write("job.yaml", Self.job.text.utf8)
    return bench
  }

  private static let undisturbed = Result { () -> Traces in
    let bench = try FaultsRestartTests().bench()
    let ending = try BuiltFurrow.run(["run", bench.path("job.yaml")])
    try #require(ending.code == 0, "\(ending.errors)")
    return try Traces(bench)
  }

  /// A state of a run that can be seen from outside.
  enum Moment: Hashable, CustomTestStringConvertible {
    case locked
    case sealed(Int)
    case written(String)
    case published

    var testDescription: String { "\(self)" }

    func hasCome(in bench: FaultsBench) -> Bool {
      let working = bench.path("results/.furrow")
      let works = (try? FileManager.default.contentsOfDirectory(atPath: working)) ?? []
      guard self != .locked else { return works.contains("long.lock") }
      guard self != .published else { return bench.exists("results/long") }
      guard let work = works.first(where: { $0.hasPrefix("long-") }) else { return false }
      switch self {
      case .sealed(let count):
        let strips = (try? FileManager.default.contentsOfDirectory(atPath: "\(working)/\(work)/strips")) ?? []
        return strips.count { !$0.hasSuffix(".partial") } >= count
      case .written(let name):
        return FileManager.default.fileExists(atPath: "\(working)/\(work)/results/\(name)")
      case .locked, .published: return false
      }
    }
  }

  private static let moments: [Moment] = [
    .locked, .sealed(1), .sealed(2), .sealed(7), .sealed(15), .sealed(23), .sealed(24),
    .written("mask.tif"), .written("report.html"), .published,
  ]

  @Test(arguments: moments)
  func `a run that is killed ends with the same bytes when it is called again`(moment: Moment) throws {
    let bench = try bench()
    let killed = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    #expect(killed.wait { moment.hasCome(in: bench) })
    killed.send(SIGKILL)
    let end = killed.wait().code
    if moment != .published { #expect(end == 128 + SIGKILL, "killed in time") }
    if case .sealed = moment { #expect(!bench.exists("results/long")) }
    let again = try BuiltFurrow.run(["run", bench.path("job.yaml"), "--threads", "1"])
    #expect(again.code == 0, "\(again.errors)")
    #expect(try Traces(bench).differences(from: Self.undisturbed.get()) == [])
    #expect(bench.listing("results/.furrow").filter { !$0.hasSuffix(".lock") } == [])
  }

  @Test func `a run that is killed again and again ends with the same bytes`() throws {
    let bench = try bench()
    for count in stride(from: 2, through: 20, by: 6) {
      let killed = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
      #expect(killed.wait { Moment.sealed(count).hasCome(in: bench) })
      killed.send(SIGKILL)
      #expect(killed.wait().code == 128 + SIGKILL)
    }
    let again = try BuiltFurrow.run(["run", bench.path("job.yaml")])
    #expect(again.code == 0, "\(again.errors)")
    #expect(try Traces(bench).differences(from: Self.undisturbed.get()) == [])
    #expect(try bench.value("SELECT count(*), max(attempts) FROM run") == "1|5")
  }

  @Test func `a sealed strip that was damaged since is made again`() throws {
    let bench = try bench()
    let killed = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    #expect(killed.wait { Moment.sealed(9).hasCome(in: bench) })
    killed.send(SIGKILL)
    killed.wait()
    let strip = try #require(bench.listing("results/.furrow").first { $0.hasSuffix("/strips/strip-000003") })
    var bytes = try bench.bytes("results/.furrow/\(strip)")
    bytes[bytes.count / 2] ^= 1
    try bench.write("results/.furrow/\(strip)", bytes)
    #expect(try BuiltFurrow.run(["run", bench.path("job.yaml")]).code == 0)
    #expect(try Traces(bench).differences(from: Self.undisturbed.get()) == [])
  }

  @Test(arguments: [(SIGTERM, Int32(143)), (SIGINT, Int32(130))])
  func `a run that is told to stop seals its strip, says so and goes on when called again`(
    signal: Int32, code: Int32
  ) throws {
    let bench = try bench()
    let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    #expect(running.wait { Moment.sealed(3).hasCome(in: bench) })
    running.send(signal)
    let ending = running.wait()
    #expect(ending.code == code)
    #expect(ending.sentences.count == 1, "\(ending.errors)")
    #expect(ending.sentences.first?.hasPrefix("stopped by ") == true, "\(ending.errors)")
    #expect(!bench.exists("results/long"))
    let left = bench.listing("results/.furrow").filter { $0.contains("/strips/") }
    #expect(left.count >= 3 && left.count < 24)
    #expect(!left.contains { $0.hasSuffix(".partial") })
    let again = try BuiltFurrow.run(["run", bench.path("job.yaml")])
    #expect(again.code == 0)
    #expect(!again.errors.contains("taking over"), "it had left in order")
    #expect(try Traces(bench).differences(from: Self.undisturbed.get()) == [])
  }

  @Test func `a run that waits for another can be told to stop`() throws {
    let bench = try bench()
    let holder = try LockHolder(bench, flight: "long")
    let waiting = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    #expect(waiting.wait { waiting.errors.contains("waiting for") })
    waiting.send(SIGTERM)
    #expect(waiting.wait().code == 143)
    holder.release()
  }

  @Test func `of two runs at once on one flight one works and the other waits`() throws {
    let bench = try bench()
    let both = try (0..<2).map { _ in try RunningFurrow(["run", bench.path("job.yaml")], in: bench) }
    let endings = both.map { $0.wait() }
    #expect(endings.map(\.code) == [0, 0], "\(endings.map(\.errors))")
    #expect(endings.count { $0.output.contains("long: done in ") } == 1, "\(endings.map(\.output))")
    #expect(endings.count { $0.output.contains("long: already done, ") } == 1, "\(endings.map(\.output))")
    #expect(try Traces(bench).differences(from: Self.undisturbed.get()) == [])
    #expect(try bench.value("SELECT count(*), max(attempts) FROM run") == "1|1")
  }

  @Test func `a lock that a dead process left is taken over, and that is told`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    try FileManager.default.createDirectory(
      atPath: bench.path("results/.furrow"), withIntermediateDirectories: true)
    try bench.write("results/.furrow/healthy.lock", "process 999999 on elsewhere".utf8)
    let ending = try bench.run()
    #expect(ending.code == 0)
    #expect(
      ending.errors.contains(
        "taking over from process 999999 on elsewhere, which ended without finishing"), "\(ending.errors)")
    try bench.expectHealthy()
    #expect(try bench.bytes("results/.furrow/healthy.lock").isEmpty)
  }
}

/// Another owner of a flight's lock.
final class LockHolder {
  private let descriptor: Int32

  init(_ bench: FaultsBench, flight: String) throws {
    try FileManager.default.createDirectory(
      atPath: bench.path("results/.furrow"), withIntermediateDirectories: true)
    descriptor = open(bench.path("results/.furrow/\(flight).lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }

  func release() { close(descriptor) }
}
