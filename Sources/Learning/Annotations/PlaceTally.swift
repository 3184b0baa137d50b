import Grid
import Pixels

/// Counts of pixels by key and block of the mosaic, with the box in each.
struct PlaceTally<Key: Hashable & Sendable> {
  /// Pixels of one key in one block.
  struct Place {
    var count: Int
    var window: PixelWindow
  }

  private(set) var places: [Key: [Int: Place]] = [:]
  private let blockSize: Int
  private let blocksAcross: Int

  init(size: PixelSize, blockSize: Int) {
    self.blockSize = blockSize
    blocksAcross = (size.width + blockSize - 1) / blockSize
  }

  /// Adds pixels of one row.
  mutating func add(_ key: Key, row: Int, columns: Range<Int>) {
    var start = columns.lowerBound
    while start < columns.upperBound {
      let end = min(columns.upperBound, (start / blockSize + 1) * blockSize)
      add(key, row: row, part: start..<end)
      start = end
    }
  }

  private mutating func add(_ key: Key, row: Int, part: Range<Int>) {
    let block = row / blockSize * blocksAcross + part.lowerBound / blockSize
    let window = PixelWindow(columns: part, rows: row..<(row + 1))
    places[key, default: [:]][block, default: Place(count: 0, window: window)].add(window)
  }

  /// The number of pixels of a key.
  func count(_ key: Key) -> Int { places[key]?.values.reduce(0) { $0 + $1.count } ?? 0 }

  /// The boxes of a key, those with most pixels first.
  func outline(_ key: Key, limit: Int) -> [PixelPolygon] {
    (places[key] ?? [:]).sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .prefix(limit).map { PixelPolygon($0.value.window) }
  }
}

extension PlaceTally.Place {
  mutating func add(_ other: PixelWindow) {
    count += other.pixelCount
    window = PixelWindow(
      columns: min(
        window.columns.lowerBound, other.columns.lowerBound)..<max(
          window.columns.upperBound, other.columns.upperBound),
      rows: min(
        window.rows.lowerBound, other.rows.lowerBound)..<max(
          window.rows.upperBound, other.rows.upperBound))
  }
}
