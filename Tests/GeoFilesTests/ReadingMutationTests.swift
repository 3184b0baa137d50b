import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

/// Directory entries that say something else than what is there.
@Suite struct ReadingMutationTests {
  /// Where the entries of all directories of a classic little-endian TIFF begin.
  private func entries(_ bytes: [UInt8]) -> [Int] {
    func number(_ place: Int, _ size: Int) -> Int {
      bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    var places: [Int] = []
    var directory = number(4, 4)
    while directory != 0 {
      let count = number(directory, 2)
      places += (0..<count).map { directory + 2 + $0 * 12 }
      directory = number(directory + 2 + count * 12, 4)
    }
    return places
  }

  private static let odd: [UInt32] = [
    0, 1, 2, 3, 7, 8, 15, 16, 255, 256, 32_767, 65_535, 65_536, 1 << 24, 1 << 31, .max - 1, .max,
  ]

  /// Puts odd numbers into the tag, type, count or value of some entries.
  private func mutate(_ bytes: [UInt8], by generator: inout SeededGenerator) -> [UInt8] {
    var mutated = bytes
    let places = entries(bytes)
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let place = places[Int.random(in: 0..<places.count, using: &generator)]
      let odd = Self.odd[Int.random(in: 0..<Self.odd.count, using: &generator)]
      let (offset, size) = [(0, 2), (2, 2), (4, 4), (8, 4), (8, 4)][
        Int.random(in: 0..<5, using: &generator)]
      withUnsafeBytes(of: odd.littleEndian) { value in
        for index in 0..<size { mutated[place + offset + index] = value[index] }
      }
    }
    return mutated
  }

  @Test(arguments: [(1, "DEFLATE"), (2, "LZW"), (3, "NONE")])
  func `changed directory entries throw or read, and never trap or hang`(
    seed: Int, compression: String
  ) throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: PixelSize(width: 90, height: 70), bands: 3, type: .uint16)
    let path = try raw.writeTIFF(
      "a.tif", in: folder,
      options: ["TILED=YES", "COMPRESS=\(compression)", "BLOCKXSIZE=32", "BLOCKYSIZE=32"])
    try tool("gdaladdo", ["-q", path, "2"])
    let bytes = try folder.bytes("a.tif")
    #expect(entries(bytes).count > 25)
    var generator = SeededGenerator(seed: seed)
    var failures = 0
    for _ in 0..<100 {
      try folder.write("a.tif", mutate(bytes, by: &generator))
      let message = thrown {
        let mosaic = try MosaicFile.open(RasterLocator(path: path))
        _ = try MosaicSummary.make(of: mosaic, maximumPixels: 1_000_000)
      }
      if !message.isEmpty {
        #expect(message.contains("a.tif"))
        failures += 1
      }
    }
    #expect(failures >= 20 && failures < 100)
  }
}
