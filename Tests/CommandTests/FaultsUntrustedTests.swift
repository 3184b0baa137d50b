import Foundation
import Grid
import TestSupport
import Testing

/// Jobs that say 'untrusted': flights in confined processes of their own.
@Suite struct FaultsUntrustedTests {
  private func job(_ limits: String = "{}", untrusted: String = "true", more: String = "") -> FaultsJob {
    FaultsJob(more: "untrusted: \(untrusted)\nlimits: \(limits)\n\(more)")
  }

  /// A mosaic that takes minutes to work through and nothing on disk: all its
  /// strips share one row of bytes.
  private func writeEndless(to name: String, in bench: FaultsBench) throws {
    let (width, height) = (20_000, 60_000)
    let row = (0..<width * 3).map { UInt8($0 * 7 % 251) }
    var entries = CraftedTIFF.image(width: width, height: height, samples: 3, compression: 1)
    entries[278] = .longs([1])
    entries[273] = .longs(Array(repeating: CraftedTIFF.dataOffset, count: height))
    entries[279] = .longs(Array(repeating: UInt32(row.count), count: height))
    try bench.write(name, CraftedTIFF(entries, data: row).bytes)
  }

  private var endlessJob: FaultsJob {
    var job = FaultsJob(sensor: "{bands: RGB, scale: counts}", rule: "exg > 0.2", report: "[]")
    job.outputs = "{folder: results, report: false, patches: false}"
    job.more = "untrusted: true"
    return job
  }

  /// Starts a run on a mosaic without end and waits until its worker is at work.
  private func startEndless(_ bench: FaultsBench) throws -> (run: RunningFurrow, worker: Int32) {
    try writeEndless(to: "flights/endless.tif", in: bench)
    try bench.write("job.yaml", endlessJob.text.utf8)
    let running = try RunningFurrow(["run", bench.path("job.yaml")], in: bench)
    let works = running.wait { bench.listing("results/.furrow").contains { $0.contains("/strips/strip-") } }
    try #require(works, "\(running.errors)")
    return (running, try #require(running.children.first))
  }

  private func status(_ process: Int32, _ key: String) -> String? {
    let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").first { $0.hasPrefix("\(key):") }
      .map { $0.dropFirst(key.count + 1).trimmingCharacters(in: .whitespaces) }
  }

  private func isAlive(_ process: Int32) -> Bool {
    status(process, "State").map { !$0.hasPrefix("Z") } ?? false
  }

  @Test func `an untrusted mosaic gives what a trusted one gives`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    let ending = try bench.run(job(untrusted: "strict"))
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("healthy: done in "))
    #expect(!ending.errors.contains("confined"), "\(ending.errors)")
    try bench.expectHealthy()
    #expect(try bench.run(job()).output.contains("healthy: already done, "))
    #expect(try bench.run().output.contains("healthy: already done, "), "a trusted run knows it too")
  }

  @Test func `bad mosaics are refused by their workers and the others are done`() throws {
    let bench = try FaultsBench()
    let whole = try Healthy.shared.get().mosaic
    try bench.write("flights/bad.tif", whole.prefix(whole.count * 2 / 3))
    try bench.expectRefused(["cannot read", "at columns "], job: job())
    #expect(try bench.value("SELECT count(*) FROM run WHERE state = 'running'") == "0")
  }

  @Test func `boundaries are read by workers too`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    try bench.write("fields.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{]}".utf8)
    var job = job()
    job.fields = "{file: fields.geojson}"
    let ending = try bench.run(job)
    #expect(ending.code == 65)
    #expect(ending.sentences.count == 1 && ending.errors.contains("fields.geojson"), "\(ending.errors)")
  }

  @Test func `the kernel says that a worker is confined`() throws {
    let bench = try FaultsBench()
    let (running, worker) = try startEndless(bench)
    defer { running.send(SIGKILL) }
    #expect(status(worker, "NoNewPrivs") == "1")
    #expect(status(worker, "Seccomp") == "2")
    #expect(status(worker, "CapEff") == "0000000000000006" || status(worker, "CapEff") == "0000000000000000")
    let limits = try String(contentsOfFile: "/proc/\(worker)/limits", encoding: .utf8)
    let words = limits.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    func limit(_ name: String) -> String? {
      let name = name.split(separator: " ").map(String.init)
      return words.first { $0.starts(with: name) }.map { $0[name.count] }
    }
    #expect(limit("Max open files") == "4096")
    #expect(limit("Max core file size") == "0")
    #expect(limit("Max file size") == String(65_536 << 20))
    #expect(limit("Max data size") == String((2048 + 512 + 2 * 16) << 20))
    let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(worker)/fd")
      .compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(worker)/fd/\($0)") }
    let foreign = files.filter { file in
      !["pipe:", "/dev/null", "/usr/", bench.url.path, "anon_inode:"].contains { file.hasPrefix($0) }
    }
    #expect(foreign.isEmpty, "\(foreign)")
  }

  @Test func `a flight that takes too long is ended, and the others are done`() throws {
    let bench = try FaultsBench()
    try writeEndless(to: "flights/endless.tif", in: bench)
    try MadeMosaic(size: PixelSize(width: 64, height: 64), roles: [.red, .green, .blue], type: .uint8)
      .write(to: bench.path("flights/small.tif")) { _, column, row in Double((column * 7 + row) % 250) }
    var job = endlessJob
    job.more = "untrusted: true\nlimits: {max_seconds: 3}"
    let ending = try bench.run(job)
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.sentences.count == 1)
    #expect(
      ending.sentences.first?.contains("flights/endless.tif' was ended: it took longer than") == true,
      "\(ending.errors)")
    #expect(ending.output.contains("small: done in "))
    #expect(try bench.value("SELECT state FROM v_runs WHERE flight = 'endless'") == "failed")
    #expect(!bench.exists("results/endless"))
  }

  @Test func `a flight that takes too much processor time is ended by the kernel`() throws {
    let bench = try FaultsBench()
    try writeEndless(to: "flights/endless.tif", in: bench)
    var job = endlessJob
    job.more = "untrusted: true\nlimits: {max_cpu_seconds: 1}"
    let ending = try bench.run(job)
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.errors.contains("more than 1 s of processor time"), "\(ending.errors)")
  }

  /// Blocks of 491 MB that are stored in two megabytes together.
  @Test func `a mosaic that wants more memory than its worker has is refused, and the others are done`()
    throws
  {
    let bench = try FaultsBench()
    let options = [
      "COMPRESS=DEFLATE", "TILED=YES", "BLOCKXSIZE=12800", "BLOCKYSIZE=12800", "PHOTOMETRIC=RGB",
    ]
    try Oracle.tool(
      "gdal_create",
      ["-q", "-of", "GTiff", "-outsize", "22000", "22000", "-bands", "3", "-burn", "50"]
        + ["-a_srs", "EPSG:32632", "-a_ullr", "500000", "5300000", "500880", "5299120"]
        + options.flatMap { ["-co", $0] } + [bench.path("flights/big.tif")])
    try MadeMosaic(size: PixelSize(width: 64, height: 64), roles: [.red, .green, .blue], type: .uint8)
      .write(to: bench.path("flights/small.tif")) { _, column, row in Double((column * 7 + row) % 250) }
    var job = endlessJob
    job.more = "untrusted: true\nlimits: {max_memory_mb: 64}"
    let ending = try bench.run(job)
    #expect(ending.code == 65, "\(ending.errors)")
    #expect(ending.sentences.count == 1)
    #expect(ending.sentences.first?.contains("flights/big.tif'") == true, "\(ending.errors)")
    #expect(ending.output.contains("small: done in "))
    #expect(!bench.exists("results/big"))
  }

  @Test func `a worker that crashes takes only its flight with it`() throws {
    let bench = try FaultsBench()
    let (running, worker) = try startEndless(bench)
    kill(worker, SIGSEGV)
    let ending = running.wait()
    #expect(ending.code == 65)
    #expect(
      ending.errors.contains("flights/endless.tif' was ended: it crashed (signal 11)"), "\(ending.errors)")
    #expect(try bench.value("SELECT state FROM v_runs WHERE flight = 'endless'") == "failed")
  }

  @Test func `a run that is told to stop lets its worker seal its strip`() throws {
    let bench = try FaultsBench()
    let (running, worker) = try startEndless(bench)
    running.send(SIGTERM)
    let ending = running.wait()
    #expect(ending.code == 143, "\(ending.errors)")
    #expect(ending.errors.contains("stopped by SIGTERM"))
    #expect(!isAlive(worker))
  }

  @Test func `a worker ends with the run that started it`() throws {
    let bench = try FaultsBench()
    let (running, worker) = try startEndless(bench)
    #expect(isAlive(worker))
    running.send(SIGKILL)
    running.wait()
    let deadline = ContinuousClock.now + .seconds(20)
    while isAlive(worker), ContinuousClock.now < deadline { usleep(5000) }
    #expect(!isAlive(worker))
  }

  @Test func `an untrusted job that lets the network in is told, and refused where it is strict`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    let strict = try bench.run(job(untrusted: "strict", more: "allow: {remote: true}"))
    #expect(strict.code == 78, "\(strict.errors)")
    #expect(strict.errors.contains("cannot be confined here in network (the job allows it)"))
    #expect(!bench.exists("results/healthy"))
    let told = try bench.run(job(more: "allow: {remote: true}"))
    #expect(told.code == 0, "\(told.errors)")
    #expect(told.errors.contains("healthy: the worker is not confined in network (the job allows it)"))
  }

  @Test func `commands without workers refuse an untrusted job`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    try bench.write("job.yaml", job().text.utf8)
    for command in [["verify-seams"], ["train"], ["evaluate"]] {
      let ending = try BuiltFurrow.run(command + [bench.path("job.yaml")])
      #expect(ending.code == 65)
      #expect(ending.errors.contains("says 'untrusted'"), "\(ending.errors)")
    }
    let alone = try BuiltFurrow.run(["run-flight"])
    #expect(alone.code == 64)
    #expect(alone.errors.contains("is started by `furrow run`"))
  }

  @Test func `doctor tries what a worker may not do`() throws {
    let ending = try BuiltFurrow.run(["doctor"])
    #expect(ending.output.contains("untrusted jobs"))
    #expect(ending.output.contains("workers are confined in memory"), "\(ending.output)")
    #expect(!ending.output.contains("does not hold"))
  }
}
