import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// Rows 17 to 20 of docs/faults.md: bands and samples that are not as they seem.
@Suite struct FaultsPixelTests {
  @Test(arguments: [
    ("{profile: micasense-rededge-m}", "the mosaic has 3: band 1 without a name"),
    ("{bands: BGRReN}", "'BGRReN' has 5 bands, but the mosaic has 3: band 1 without a name, band 2"),
    (
      "{bands: {red: 1, nir: 9}}",
      "band 9 for nir does not exist; the mosaic has band 1 without a name, band 2"
    ),
    ("{scale: 32768}", "nothing tells the order of the bands: band 1 without a name, band 2"),
  ])
  func `a wrong number or order of bands is refused with the bands found`(sensor: String, words: String)
    throws
  {
    let bench = try FaultsBench()
    try MadeMosaic(roles: [nil, nil, nil]).write(to: bench.path("flights/bad.tif"))
    let ending = try bench.run(FaultsJob(sensor: sensor))
    #expect(ending.code == 65)
    #expect(ending.sentences.count == 1)
    #expect(ending.sentences.first?.contains("flights/bad.tif") == true, "\(ending.errors)")
    #expect(ending.sentences.first?.contains(words) == true, "\(ending.errors)")
    try bench.expectNothing(of: "bad")
  }

  @Test func `counts that are declared reflectance are refused with their range`() throws {
    let bench = try FaultsBench()
    try MadeMosaic().write(to: bench.path("flights/bad.tif"))
    let ending = try bench.run(FaultsJob(sensor: "{scale: reflectance}"))
    #expect(ending.code == 65)
    #expect(ending.sentences.count == 1)
    #expect(ending.sentences.first?.contains("flights/bad.tif") == true, "\(ending.errors)")
    #expect(
      ending.sentences.first?.contains("expected 0 to 1; its scale cannot be right") == true,
      "\(ending.errors)")
    try bench.expectNothing(of: "bad")
  }

  private static let nothing: [(MadeMosaic, Double)] = [
    (MadeMosaic(nodata: 0), 0),
    (MadeMosaic(type: .float32), .nan),
    (MadeMosaic(roles: [.red, .nearInfrared, .alpha]), 0),
    (MadeMosaic(size: PixelSize(width: 2304, height: 2112), nodata: 0), 0),
  ]

  @Test(arguments: 0..<4, ["ndvi > otsu", "ndvi > 0.2"])
  func `a mosaic that holds nothing has no valid pixels, and never no weed`(kind: Int, rule: String) throws {
    let bench = try FaultsBench()
    let (mosaic, value) = Self.nothing[kind]
    try mosaic.write(to: bench.path("flights/bad.tif")) { _, _, _ in value }
    let sensor = mosaic.type == .float32 ? "{scale: reflectance}" : "{scale: 32768}"
    let flights = "{mosaics: [{file: flights/bad.tif}]}"
    let ending = try bench.run(
      FaultsJob(flights: flights, sensor: sensor, rule: rule, processing: "{tile_size: 512}"))
    #expect(ending.code == 65)
    #expect(ending.sentences.count == 1)
    #expect(ending.sentences.first?.contains("bad.tif' has no valid pixels") == true, "\(ending.errors)")
    try bench.expectNothing(of: "bad")
    #expect(try bench.value("SELECT count(*) FROM v_class_areas") == "0")
  }

  @Test func `pixels that are not finite are masked and counted`() throws {
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(type: .float32)
    let odd = [(3, 5, Double.nan), (60, 5, .infinity), (99, 99, -.infinity)]
    try mosaic.write(to: bench.path("flights/a.tif")) { band, column, row in
      let healthy = MadeMosaic.halves(band: band, column: column, row: row) / 32768
      return odd.first { $0.0 == column && $0.1 == row && band == 0 }?.2 ?? healthy
    }
    let ending = try bench.run(FaultsJob(sensor: "{scale: reflectance}"))
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try bench.value("SELECT valid_pixels, nonfinite_pixels FROM v_runs") == "9997|3")
    let message = "3 pixels are not finite and were left out"
    #expect(try bench.value("SELECT message FROM run_warning") == message)
    #expect(String(decoding: try bench.bytes("results/a/report.html"), as: UTF8.self).contains(message))
    let mask = try maskClasses(bench.path("results/a/mask.tif"))
    #expect(mask.indices.filter { mask[$0] == 255 } == odd.map { $0.1 * 100 + $0.0 })
    #expect(mask.count { $0 == 1 } == 4999)
  }

  private func maskClasses(_ path: String) throws -> [UInt8] {
    let file = try MosaicFile.open(RasterLocator(path: path))
    var classes = [UInt8](repeating: 77, count: file.mosaic.size.pixelCount)
    try classes.withUnsafeMutableBytes { buffer in
      try file.makeReader().read(
        PixelWindow(file.mosaic.size), bands: [1], into: #require(buffer.baseAddress),
        rowStride: file.mosaic.size.width, planeStride: 0)
    }
    return classes
  }
}
