import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// `furrow simulate` as a black box.
@Suite struct SimulateTests {
  @Test func `the fixtures are what their seed makes`() throws {
    let folder = try TemporaryFolder()
    let ending = try BuiltFurrow.run([
      "simulate", "--seed", "7", "--quantise", "128", "--days", "16", "--shift", "0.03,-0.02", "--fields",
      "geojson", "--out", folder.url.path, "--name", "made",
    ])
    #expect(ending.code == 0)
    #expect(ending.output.split(separator: "\n").count == 4)
    let labels = try DemoRun.classes(folder.url.appendingPathComponent("made.labels.tif"))
    #expect(try labels == DemoRun.classes(DemoRun.fixture("farm-2026-05-20.labels.tif")))
    let made = try samples(folder.url.appendingPathComponent("made.tif"))
    let kept = try samples(DemoRun.fixture("farm-2026-05-20.tif"))
    // Another mathematical library may round a sample to the next multiple.
    let differing = zip(made, kept).count { $0 != $1 }
    #expect(made.count == kept.count && differing * 10_000 < kept.count)
  }

  @Test(arguments: ["rgb", "rededge-m", "rededge-m-float", "mavic-3m"])
  func `every camera makes a mosaic that opens`(sensor: String) throws {
    let folder = try TemporaryFolder()
    let ending = try BuiltFurrow.run([
      "simulate", "--sensor", sensor, "--seed", "3", "--size", "820x660", "--compression", "zstd",
      "--grid-offset", "-7,12", "--no-truth", "--out", folder.url.path,
    ])
    #expect(ending.code == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(names == ["scene.fields.gpkg", "scene.tif"])
    let file = try MosaicFile.open(RasterLocator(path: folder.url.appendingPathComponent("scene.tif").path))
    #expect(file.mosaic.size == PixelSize(width: 820, height: 660))
    #expect(file.compression == "ZSTD")
    #expect(abs(file.transform.mapPoint(GridPoint(column: 0, row: 0)).x - 599_999.825) < 1e-6)
  }

  @Test func `what cannot be made leaves nothing`() throws {
    let folder = try TemporaryFolder()
    let out = folder.url.appendingPathComponent("out").path
    let usage = try BuiltFurrow.run(["simulate", "--out", out, "--size", "900"])
    #expect(usage.code == 64)
    let small = try BuiltFurrow.run(["simulate", "--out", out, "--size", "100x100"])
    #expect(small.code == 65)
    #expect(small.errors.contains("no room for six fields"))
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  /// All five bands of a mosaic of 16 bits.
  private func samples(_ url: URL) throws -> [UInt16] {
    let file = try MosaicFile.open(RasterLocator(path: url.path))
    let window = PixelWindow(file.mosaic.size)
    let reader = try file.makeReader()
    return try [UInt16](unsafeUninitializedCapacity: window.pixelCount * 5) { buffer, count in
      try reader.read(
        window, bands: [1, 2, 3, 4, 5], into: UnsafeMutableRawPointer(try #require(buffer.baseAddress)),
        rowStride: window.width * 2, planeStride: window.pixelCount * 2)
      count = window.pixelCount * 5
    }
  }
}
