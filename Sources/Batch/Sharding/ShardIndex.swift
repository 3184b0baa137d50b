import FieldStatistics

/// Where the parts of a sealed shard lie: strips, then the tiles of each extra
/// raster in raster order, each behind the one before.
struct ShardIndex: Hashable, Sendable {
  /// A part of the file.
  struct Part: Hashable, Sendable {
    var offset = 0
    var count: Int
  }

  private(set) var strips: [Part] = []
  /// By raster.
  private(set) var tiles: [[Part]]
  /// Where the last part ends.
  private(set) var end: Int

  /// Makes an index of no parts yet, from a byte on.
  init(rasterCount: Int, start: Int) {
    tiles = Array(repeating: [], count: rasterCount)
    end = start
  }

  mutating func addStrip(count: Int) {
    strips.append(Part(offset: end, count: count))
    end += count
  }

  mutating func addTile(count: Int, raster: Int) {
    tiles[raster].append(Part(offset: end, count: count))
    end += count
  }

  /// The numbers of strips and rasters; the bytes of each strip; for each
  /// raster the number of tiles and the bytes of each.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for count in [strips.count, tiles.count] + strips.map(\.count) { bytes.appendCompact(UInt64(count)) }
    for tiles in tiles {
      for count in [tiles.count] + tiles.map(\.count) { bytes.appendCompact(UInt64(count)) }
    }
    return bytes
  }

  /// Reads an index whose parts fill the bytes from `start` to `end`.
  ///
  /// - Throws: `TallyError`, `SealError`.
  init(decoding bytes: [UInt8], start: Int, end: Int, rasterCount: Int, tileCount: Int) throws {
    var reader = TallyReader(bytes)
    func number() throws -> Int {
      let number = try reader.compact()
      guard number <= UInt64(end) else { throw SealError.impossible("length") }
      return Int(number)
    }
    let stripCount = try number()
    guard stripCount <= reader.remaining else { throw SealError.impossible("number of strips") }
    guard try number() == rasterCount else { throw SealError.impossible("number of rasters") }
    self.init(rasterCount: rasterCount, start: start)
    for _ in 0..<stripCount {
      addStrip(count: try number())
      guard self.end <= end else { throw SealError.impossible("length of a strip") }
    }
    for raster in 0..<rasterCount {
      guard try number() == tileCount else { throw SealError.impossible("number of tiles") }
      for _ in 0..<tileCount {
        addTile(count: try number(), raster: raster)
        guard self.end <= end else { throw SealError.impossible("length of a tile") }
      }
    }
    guard reader.isAtEnd, self.end == end else { throw SealError.impossible("index") }
  }
}
