import FieldStatistics

/// Where the parts of a sealed shard lie, each behind the one before.
struct ShardIndex: Hashable, Sendable {
  /// A part of the file.
  struct Part: Hashable, Sendable {
    var offset: Int
    var count: Int
  }

  /// Parts of which a shard has one each, in their order.
  enum Figures: Int, CaseIterable {
    /// `ShardSums`.
    case sums
    /// `SettledRows`.
    case settled
    /// The whole patches of the settled rows.
    case patches
  }

  /// Class rows after local cleaning: their number and where they lie.
  private(set) var rows: [(count: Int, part: Part)] = []
  private(set) var figures: [Part] = []
  /// By raster, the mask first.
  private(set) var tiles: [[Part]] = []
  /// Where the last part ends.
  private(set) var end: Int

  /// Makes an index of no parts yet, from a byte on.
  init(start: Int) { end = start }

  subscript(figures: Figures) -> Part { self.figures[figures.rawValue] }

  mutating func addRows(_ count: Int, byteCount: Int) { rows.append((count, part(byteCount))) }

  mutating func add(_ figures: Figures, byteCount: Int) {
    precondition(figures.rawValue == self.figures.count, "parts come in their order")
    self.figures.append(part(byteCount))
  }

  mutating func addRaster() { tiles.append([]) }

  /// Adds a tile of the last raster.
  mutating func addTile(byteCount: Int) { tiles[tiles.count - 1].append(part(byteCount)) }

  private mutating func part(_ byteCount: Int) -> Part {
    defer { end += byteCount }
    return Part(offset: end, count: byteCount)
  }

  /// The number of parts with rows, rows and bytes of each; the bytes of each
  /// part with figures; the number of rasters, and for each the number of tiles
  /// and the bytes of each.
  var bytes: [UInt8] {
    var numbers = [rows.count] + rows.flatMap { [$0.count, $0.part.count] } + figures.map(\.count)
    numbers.append(tiles.count)
    for tiles in tiles { numbers += [tiles.count] + tiles.map(\.count) }
    var bytes: [UInt8] = []
    for number in numbers { bytes.appendCompact(UInt64(number)) }
    return bytes
  }

  static func == (left: ShardIndex, right: ShardIndex) -> Bool { left.bytes == right.bytes }

  func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension ShardIndex {
  /// Reads an index whose parts fill the bytes from `start` to `end`.
  ///
  /// - Parameter rowCount: The rows of the shard.
  /// - Throws: `TallyError`, `SealError`.
  init(decoding bytes: [UInt8], start: Int, end: Int, rowCount: Int, rasterCount: Int) throws {
    self.init(start: start)
    var reader = TallyReader(bytes)
    func length(_ index: ShardIndex) throws -> Int {
      let length = try reader.number()
      guard length <= end - index.end else { throw SealError.impossible("length of a part") }
      return length
    }
    var rest = rowCount
    for _ in 0..<(try reader.count()) {
      let count = try reader.number()
      guard (1...max(1, rest)).contains(count), rest > 0 else { throw SealError.impossible("number of rows") }
      rest -= count
      addRows(count, byteCount: try length(self))
    }
    guard rest == 0 else { throw SealError.impossible("number of rows") }
    for figures in Figures.allCases { add(figures, byteCount: try length(self)) }
    guard try reader.number() == rasterCount else { throw SealError.impossible("number of rasters") }
    for _ in 0..<rasterCount {
      addRaster()
      for _ in 0..<(try reader.count()) { addTile(byteCount: try length(self)) }
    }
    guard reader.isAtEnd, self.end == end else { throw SealError.impossible("index") }
  }
}
