import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

@Suite
struct ReadingFuzzTests {
  /// Two features in one format, as bytes.
  private func fields(_ name: String, in folder: TemporaryFolder) throws -> [UInt8] {
    let source = try folder.write(
      "source.geojson",
      text: ReadingFieldTests.json([
        (ReadingFieldTests.polygon(ReadingFieldTests.square), #"{"plot":"B","rows":0.45}"#),
        (ReadingFieldTests.polygon(ReadingFieldTests.square), #"{"plot":"A","rows":null}"#),
      ]))
    if name.hasSuffix("geojson") { return try folder.bytes("source.geojson") }
    try tool("ogr2ogr", [folder.file(name), source])
    return try folder.bytes(name)
  }

  @Test(arguments: ["a.geojson", "a.shp", "a.fgb", "a.gpkg"])
  func `damaged boundary files throw or read, and never trap`(name: String) throws {
    let folder = try TemporaryFolder()
    let bytes = try fields(name, in: folder)
    let grid = try ReadingFieldTests.utmGrid()
    var generator = SeededGenerator(seed: 11)
    var failures = 0
    for round in 0..<60 {
      var damaged = bytes
      if round % 3 == 0 {
        damaged.removeLast(Int.random(in: 1..<bytes.count, using: &generator))
      } else {
        for _ in 0..<(round % 3 == 1 ? 1 : 40) {
          damaged[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
            in: 0...255, using: &generator)
        }
      }
      try folder.write(name, damaged)
      let message = thrown {
        _ = try FieldFile.read(path: folder.file(name), attributes: .init(id: "plot"), onto: grid)
        _ = try FieldFile.describe(path: folder.file(name))
      }
      if !message.isEmpty { failures += 1 }
    }
    #expect(failures >= 10)
  }

  @Test func `damaged mosaics throw or read, and never trap`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 90, height: 70), bands: 3, type: .uint16)
    let path = try raw.writeTIFF(
      "a.tif", in: folder,
      options: ["TILED=YES", "COMPRESS=LZW", "BLOCKXSIZE=32", "BLOCKYSIZE=32", "BIGTIFF=YES"])
    let bytes = try folder.bytes("a.tif")
    var generator = SeededGenerator(seed: 5)
    var failures = 0
    for round in 0..<150 {
      var damaged = bytes
      let reach = round % 2 == 0 ? min(900, bytes.count) : bytes.count
      for _ in 0..<(1 + round % 5) {
        damaged[Int.random(in: 0..<reach, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if round % 7 == 0 { damaged.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
      try folder.write("a.tif", damaged)
      let message = thrown {
        _ = try MosaicSummary.make(of: MosaicFile.open(RasterLocator(path: path)), maximumPixels: 1_000_000)
      }
      if !message.isEmpty { failures += 1 }
    }
    #expect(failures >= 30)
  }

  /// Twenty directories of 65,535 entries in the same bytes.
  @Test func `directories that lie over one another are counted together`() throws {
    let folder = try TemporaryFolder()
    let (first, step, entries) = (8, 16, 65_535)
    var bytes = [UInt8](repeating: 0, count: first + 20 * step + 2 + entries * 12 + 4)
    func put(_ value: Int, _ place: Int, _ size: Int) {
      for index in 0..<size { bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
    }
    bytes.replaceSubrange(0..<4, with: [0x49, 0x49, 42, 0])
    put(first, 4, 4)
    for number in 0..<20 {
      let place = first + number * step
      put(entries, place, 2)
      put(place + step, place + 2 + entries * 12, 4)
    }
    try folder.write("a.tif", bytes)
    let message = thrown { _ = try MosaicFile.open(RasterLocator(path: folder.file("a.tif"))) }
    #expect(message.hasSuffix("its directories have more than 1048576 entries"), "\(message)")
  }

  @Test func `reading leaves no file behind`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 20, height: 20), bands: 1, type: .uint8)
    let path = try raw.writeTIFF("a.tif", in: folder)
    _ = try fields("a.gpkg", in: folder)
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    _ = try MosaicSummary.make(of: MosaicFile.open(RasterLocator(path: path)))
    _ = try FieldFile.read(
      path: folder.file("a.gpkg"), attributes: .init(id: "plot"), onto: ReadingFieldTests.utmGrid())
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
  }

  @Test func `far places stay outside and finite`() {
    let far = GridPoint(column: -4e18, row: .infinity).snapped
    #expect(far == GridPoint(column: -1e9, row: 1e9))
    let near = GridPoint(column: 199.99999999999997, row: 0.1).snapped
    #expect(near.column == 200)
    #expect(abs(near.row - 0.1) < 1e-6)
  }

  @Test func `errors belong to the thread that made them`() async throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 20, height: 20), bands: 1, type: .uint8)
    let path = try raw.writeTIFF("a.tif", in: folder)
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<8 {
        group.addTask {
          let name = index % 2 == 0 ? path : "missing-\(index).tif"
          for _ in 0..<20 {
            let message = thrown { _ = try MosaicFile.open(RasterLocator(path: name)).samples() }
            if message != (index % 2 == 0 ? "" : "cannot open '\(name)': no such file") { return false }
          }
          return true
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `a failed call carries the library's own words`() {
    #expect(throws: GDALError.self) {
      try GDALLibrary.handle("open", "x.tif") { () -> UnsafeMutableRawPointer? in nil }
    }
    let message = thrown { _ = try CoordinateSystem(wkt: "PROJCS[\"broken\"") }
    #expect(message.hasPrefix("cannot read the reference system 'PROJCS[\"broken\"': "))
    #expect(!message.hasSuffix(": "))
  }
}
