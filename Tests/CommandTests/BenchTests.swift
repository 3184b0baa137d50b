import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// `furrow bench` through the program.
@Suite struct BenchTests {
  private let folder: TemporaryFolder
  private let scratch: String

  init() throws {
    folder = try TemporaryFolder()
    scratch = folder.url.appendingPathComponent("scratch").path
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
  }

  private func bench(_ arguments: [String]) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(["bench"] + arguments, in: folder.url, environment: ["TMPDIR": scratch])
  }

  /// Nothing is left where the mask was.
  private func expectNothingLeft() throws {
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch) == [])
  }

  @Test func `decoding and the floor are measured and nothing is left`() throws {
    let farm = try TinyFarm.shared.get()
    let ending = try bench([farm.mosaic, "--json", "--threads", "2", "--repeat", "2"])
    #expect(ending.code == 0, "\(ending.errors)")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]])
    #expect(rows.map { $0["work"] as? String } == ["decode", "floor"])
    for row in rows {
      #expect(row["threads"] as? Int == 2 && row["passes"] as? Int == 2)
      #expect(row["bands"] as? Int == 5 && row["width_pixels"] as? Int == 256)
      let wall = try #require(row["wall_s"] as? Double)
      let speed = try #require(row["mpx_per_s"] as? Double)
      #expect(wall > 0 && abs(speed * wall - 0.065536) < 1e-9)
      let decoded = try #require(row["decoded_mb_per_s"] as? Double)
      #expect(abs(decoded * wall - 0.65536) < 1e-8)
      #expect(try #require(row["peak_memory_bytes"] as? Int) > 1 << 20)
      #expect(try #require(row["file_bytes"] as? Int) > 0)
    }
    try expectNothingLeft()
  }

  @Test func `people get a table within the width`() throws {
    let ending = try bench([try TinyFarm.shared.get().mosaic])
    #expect(ending.code == 0, "\(ending.errors)")
    let text = ending.output.replacing("\n", with: " ")
    #expect(text.contains("256 × 256 px, 5 bands of uint16"))
    #expect(text.contains("median of 3"))
    #expect(ending.output.contains("decode, threshold, mask"))
    let lines: [Substring] = ending.output.split(separator: "\n")
    #expect(lines.dropFirst(3).allSatisfy { $0.count <= 100 }, "\(ending.output)")
  }

  @Test func `a file that is not there is told in one sentence`() throws {
    let ending = try bench(["nothing.tif"])
    #expect(ending.code == 65)
    #expect(ending.output.isEmpty)
    #expect(ending.sentences.count == 1 && ending.sentences[0].contains("nothing.tif"), "\(ending.errors)")
    try expectNothingLeft()
  }

  @Test func `a damaged mosaic is told in one sentence and leaves nothing`() throws {
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: TinyFarm.shared.get().mosaic)))
    for place in bytes.count / 4..<bytes.count / 2 { bytes[place] = 0x5A }
    try Data(bytes).write(to: folder.url.appendingPathComponent("damaged.tif"))
    let ending = try bench(["damaged.tif"])
    #expect(ending.code == 65, "\(ending.errors)")
    #expect(ending.sentences.count == 1 && ending.sentences[0].contains("damaged.tif"), "\(ending.errors)")
    try expectNothingLeft()
  }

  @Test(arguments: [["--threads", "0"], ["--repeat", "0"], ["--json", "--csv"]])
  func `options that cannot be are refused`(options: [String]) throws {
    #expect(try bench([try TinyFarm.shared.get().mosaic] + options).code == 64)
  }

  @Test func `one file for each band is one mosaic`() throws {
    let transform = GeoTransform(originX: 5e5, columnX: 1, rowX: 0, originY: 5e6, columnY: 0, rowY: -1)
    let size = PixelSize(width: 40, height: 30)
    for name in ["red", "nir"] {
      try MosaicWriter.write(
        [UInt16](repeating: 7, count: size.pixelCount),
        to: folder.url.appendingPathComponent("\(name).tif").path, size: size,
        bands: [BandDescription(number: 1, name: name)], transform: transform)
    }
    let ending = try bench(["red.tif", "nir.tif", "--csv", "--repeat", "1", "--threads", "1"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains(",40,30,2,"), "\(ending.output)")
    try expectNothingLeft()
  }
}
