import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// Mosaics that can be read but are not good enough are set aside, and the rest goes on.
@Suite struct QualityTests {
  /// A colour mosaic of which some columns are of one value.
  private func write(_ bench: FaultsBench, _ name: String, columns: Int, value: Double) throws {
    let mosaic = MadeMosaic(roles: [.red, .green, .blue], type: .uint8)
    try mosaic.write(to: bench.path("flights/\(name).tif")) { band, column, row in
      column < columns ? value : Double(60 + 50 * band + (column * 7 + row * 13) % 60)
    }
  }

  private func job(_ quality: String) -> FaultsJob {
    var job = FaultsJob(sensor: "{bands: RGB, scale: counts}", rule: "exg > 0.1", report: "[exg]")
    job.more = "quality: \(quality)"
    return job
  }

  @Test func `overexposed, dark and empty mosaics are set aside with their figures`() throws {
    let bench = try FaultsBench()
    try write(bench, "bright", columns: 40, value: 255)
    try write(bench, "dark", columns: 60, value: 2)
    try write(bench, "good", columns: 10, value: 255)
    let mosaic = MadeMosaic(roles: [.red, .green, .blue], type: .uint8, nodata: 0)
    try mosaic.write(to: bench.path("flights/empty.tif")) { _, column, row in
      column < 20 && row < 20 ? Double(60 + (column * 7 + row * 13) % 60) : 0
    }
    let dry = try bench.run(job("{}"), ["--dry-run"])
    #expect(dry.output.contains("bright\tno date\twould be set aside: 40 % of the"), "\(dry.output)")
    let ending = try bench.run(job("{}"))
    #expect(ending.code == 65)
    for sentence in [
      "bright.tif' is set aside: 40 % of the sampled pixels are overexposed, above 'max_overexposed' of 25 %",
      "dark.tif' is set aside: 60 % of the sampled pixels are underexposed, above 'max_underexposed' of 50 %",
      "empty.tif' is set aside: 96 % of the sampled pixels hold no data, above 'max_nodata' of 95 %",
    ] {
      #expect(ending.sentences.contains { $0.hasSuffix(sentence) }, "\(ending.errors)")
    }
    #expect(ending.output.contains("good: done"), "\(ending.output)\(ending.errors)")
    for name in ["bright", "dark", "empty"] { #expect(!bench.exists("results/\(name)")) }
    let again = try BuiltFurrow.run(["run", bench.path("job.yaml"), "--dry-run"])
    #expect(again.output.contains("bright\tno date\theld, quarantined: 40 % of the"), "\(again.output)")
  }

  @Test func `limits can be moved, taken away, or only noted`() throws {
    let bench = try FaultsBench()
    try write(bench, "bright", columns: 40, value: 255)
    for quality in ["{max_overexposed: 0.5}", "{max_overexposed: off}"] {
      let dry = try bench.run(job(quality), ["--dry-run"])
      #expect(dry.output.contains("bright\tno date\twould be run; overexposed 40 %, "), "\(dry.output)")
    }
    let noted = try bench.run(job("{action: note}"))
    #expect(noted.code == 0, "\(noted.errors)")
    #expect(noted.errors.contains("40 % of the sampled pixels are overexposed"))
    #expect(
      try bench.value("SELECT count(*) FROM run_warning WHERE message LIKE '40 % of the sampled%'") == "1")
  }

  /// GDAL's own tools make the blurred copy.
  @Test func `a blurred copy is set aside and the sharp one is worked as ever`() throws {
    let bench = try FaultsBench()
    let sharp = try bench.addHealthy()
    let small = bench.path("small.tif")
    try Oracle.tool("gdal_translate", ["-q", "-r", "average", "-outsize", "30", "26", sharp, small])
    try Oracle.tool(
      "gdal_translate", ["-q", "-r", "cubic", "-outsize", "210", "180", small, bench.path("flights/bad.tif")])
    var judged = FaultsJob()
    judged.more = "quality: {}"
    try bench.expectRefused(["is set aside: it is blurred: its sharpness is 0.0"], job: judged)
  }

  @Test func `what of the fields a mosaic covers is measured with its nodata`() throws {
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(nodata: 0)
    // Half of the first field holds nothing, the second lies outside.
    try mosaic.write(to: bench.path("flights/a.tif")) { band, column, row in
      column < 20 ? 0 : MadeMosaic.halves(band: band, column: column, row: row)
    }
    try bench.writeFields([("A", 0...40, 0...40), ("B", 200...240, 0...40)])
    var job = FaultsJob(fields: "{file: fields.gpkg}")
    job.more = "quality: {min_coverage: 0.3}"
    let ending = try bench.run(job)
    #expect(ending.code == 65)
    #expect(
      ending.errors.contains("it covers 25 % of the fields, below 'min_coverage' of 30 %"), "\(ending.errors)"
    )
  }

  @Test func `a wrong scale is one reason among others`() throws {
    let bench = try FaultsBench()
    try MadeMosaic().write(to: bench.path("flights/a.tif"))
    var job = FaultsJob(sensor: "{scale: 1000}")
    job.more = "quality: {}"
    let ending = try bench.run(job)
    #expect(ending.code == 65)
    #expect(ending.errors.contains("a.tif' is set aside: band "), "\(ending.errors)")
    #expect(ending.errors.contains("; 100 % of the sampled pixels are overexposed"), "\(ending.errors)")
    #expect(try BuiltFurrow.run(["retry", "a", "--job", bench.path("job.yaml")]).code == 0)
    job.more = "quality: {action: note}"
    #expect(try bench.run(job).errors.contains("say how samples become reflectance"))
  }

  @Test(
    .enabled(if: Oracle.realData != nil, "the real data sets are not beside the project"),
    arguments: RealDataTests.cases.map(\.job) + ["sugarbeet"])
  func `the usual limits set no real mosaic aside`(name: String) throws {
    let job = try #require(try RealJob.run(name, more: "quality: {}", ["--dry-run"]))
    #expect(job.ending.code == 0, "\(job.ending.errors)")
    let lines = job.ending.output.split(separator: "\n")
    #expect(!lines.isEmpty && lines.allSatisfy { $0.contains("\twould be run; ") }, "\(job.ending.output)")
  }
}
