import Foundation
import GeoFiles
import Grid
import TestSupport
import Testing

/// Row 41 of docs/faults.md, and everything else about mosaics that arrive while nobody watches.
@Suite struct WatchTests {
  private func run(
    _ bench: FaultsBench, _ flights: String, more: String = "", _ arguments: [String] = []
  ) throws -> BuiltFurrow.Ending {
    var job = FaultsJob(flights: flights)
    job.more = more
    return try bench.run(job, arguments)
  }

  @Test func `a mosaic that still arrives is left alone and taken by the next run`() throws {
    let bench = try FaultsBench()
    let whole = try Healthy.shared.get().mosaic
    let path = try bench.write("flights/healthy.tif", whole.prefix(whole.count / 2))
    let early = try run(bench, "{watch: [flights]}")
    #expect(early.code == 0, "\(early.errors)")
    #expect(early.output.contains("healthy: settling, '\(path)' was changed "), "\(early.output)")
    #expect(!bench.exists("results/healthy"))
    try bench.write("flights/healthy.tif", whole)
    let manifest = "{watch: [flights], manifest: \"{file}.sha256\"}"
    #expect(try run(bench, manifest).output.contains("healthy.tif.sha256', its manifest, is not there yet"))
    let sum = try Oracle.tool("sha256sum", [path])
    try bench.write("flights/healthy.tif.sha256", sum.replacing(path, with: "healthy.tif").utf8)
    #expect(try run(bench, manifest).code == 0)
    try bench.expectHealthy()
  }

  @Test func `a mosaic that is not what its manifest promises is not worked on`() throws {
    let bench = try FaultsBench()
    let path = try bench.addHealthy()
    let sum = try Oracle.tool("sha256sum", [path])
    try bench.write("flights/SHA256SUMS", sum.replacing(path, with: "healthy.tif").utf8)
    var damaged = try Healthy.shared.get().mosaic
    damaged[damaged.count / 2] ^= 1
    try bench.write("flights/healthy.tif", damaged)
    let ending = try run(bench, "{watch: [flights], manifest: SHA256SUMS}")
    #expect(
      ending.output.contains("healthy: settling, the SHA-256 of '\(path)' is not what"), "\(ending.output)")
    #expect(!bench.exists("results/healthy"))
  }

  @Test func `flights are dated and assigned, and one that cannot be stops no other`() throws {
    let bench = try FaultsBench()
    for name in ["nord_20260504_rem.tif", "nord_20260231_rem.tif", "side.tif", "broken.tif"] {
      try bench.addHealthy(name)
    }
    // One flight is one content: here the same pixels with a byte behind them.
    try bench.write("flights/nord_20260504_rem.tif", Healthy.shared.get().mosaic + [0])
    try bench.write("flights/side.yaml", "{name: south, date: 2026-06-01, farm: Süd, note: hail in May}".utf8)
    try bench.write("flights/broken.yaml", "{date: yesterday}".utf8)
    let ending = try run(
      bench,
      #"{watch: [flights], settle: 0s, sensors: {rem: micasense-rededge-m}, "#
        + #"name: "(?<farm>[a-z]+)_(?<date>\\d{8})_(?<sensor>[a-z]+)"}"#)
    #expect(ending.code == 65)
    #expect(ending.sentences.count == 2, "\(ending.errors)")
    #expect(ending.errors.contains("broken.yaml:1:8: 'yesterday' is not a date"), "\(ending.errors)")
    #expect(ending.errors.contains("'20260231', the date of '"), "\(ending.errors)")
    #expect(ending.errors.contains("the mosaic's sidecar says: hail in May"), "\(ending.errors)")
    let rows = try bench.value("SELECT name, taken_on, sensor FROM flight ORDER BY name")
    #expect(rows == "nord_20260504_rem|2026-05-04|micasense-rededge-m\nsouth|2026-06-01|", "\(rows)")
    #expect(try bench.bytes("results/south/mask.tif") == Healthy.shared.get().mask)
  }

  @Test func `the sensor of a flight decides its bands and is part of what makes a run`() throws {
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(roles: [nil, nil, nil, nil, nil])
    try mosaic.write(to: bench.path("flights/a.tif")) { band, column, row in
      MadeMosaic.halves(band: band == 3 || band == 4 ? 1 : 0, column: column, row: row) + Double(band * 100)
    }
    func hash(_ sensor: String) throws -> String {
      try bench.write("flights/a.yaml", "{sensor: \(sensor)}".utf8)
      let ending = try run(bench, "{watch: [flights], settle: 0s}")
      #expect(ending.code == 0, "\(ending.errors)")
      return try bench.value("SELECT parameters_hash FROM run ORDER BY id DESC LIMIT 1")
    }
    let first = try hash("micasense-rededge-m")
    let second = try hash("dji-p4-multispectral")
    #expect(first != second)
    #expect(try bench.value("SELECT count(DISTINCT parameters_hash) FROM run") == "2")
  }

  @Test func `a dry run tells what is held, refused and would be run`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy("a.tif")
    try bench.addHealthy("b.tif")
    try bench.write("flights/a.done", [])
    let ending = try run(bench, "{watch: [flights, gone], manifest: \"{name}.done\"}", ["--dry-run"])
    #expect(ending.code == 0)
    let lines = Set(ending.output.split(separator: "\n").map(String.init))
    #expect(lines.contains("a\tno date\twould be run"), "\(lines)")
    #expect(lines.contains { $0.hasPrefix("b\tno date\theld, settling: '") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("gone\tno date\twould fail: cannot look into '") }, "\(lines)")
    let checked = try BuiltFurrow.run(["validate", bench.path("job.yaml")])
    #expect(checked.output.contains("flights: 1, refused: 1, held: 1,"), "\(checked.output)\(checked.errors)")
  }

  @Test func `a full fingerprint notices an edit that keeps size and pieces`() throws {
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(size: PixelSize(width: 1600, height: 1600), compression: .none)
    try mosaic.write(to: bench.path("flights/a.tif"))
    var bytes = try bench.bytes("flights/a.tif")
    let flights = "{folder: flights, fingerprint: full}"
    #expect(try run(bench, flights).output.contains("a: done in"))
    #expect(try run(bench, flights).output.contains("a: already done"))
    // Between two of the 64 pieces of 64 KiB: the file has 10 MB.
    bytes[100_000] ^= 1
    try bench.write("flights/a.tif", bytes)
    #expect(try run(bench, flights).output.contains("a: done in"))
    #expect(try bench.value("SELECT count(DISTINCT fingerprint) FROM flight") == "2")
  }
}
