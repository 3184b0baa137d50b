import Pixels
import Stitching

/// The shards of a flight while they are merged: those near the rows at hand
/// are kept open.
///
/// One thread at a time uses it.
final class BorderContents {
  private let rows: [Range<Int>]
  private let opening: (Int) throws -> any ShardContent
  private var opened: [Int: any ShardContent] = [:]

  /// How many rows around those in question are looked at first, and by what
  /// factor more each time that it is not enough.
  private static let (firstMargin, growth) = (64, 4)

  /// - Parameters:
  ///   - rows: The rows of each shard, from top to bottom.
  ///   - opening: Opens a shard.
  init(_ rows: [Range<Int>], opening: @escaping (Int) throws -> any ShardContent) {
    self.rows = rows
    self.opening = opening
  }

  /// The number of shards.
  var count: Int { rows.count }

  /// A shard, by its place.
  func open(_ number: Int) throws -> any ShardContent {
    if let shard = opened[number] { return shard }
    let shard = try opening(number)
    opened[number] = shard
    return shard
  }

  /// Closes shards that are seldom asked for again.
  func forget(before number: Int) {
    for old in opened.keys where old < number { opened[old] = nil }
  }

  /// What rules on components make of some rows, from as many rows around them
  /// as it takes.
  func finalRows(_ wanted: Range<Int>, rules: [ComponentRule]) throws -> [ClassRow] {
    let height = rows.last?.upperBound ?? 0
    var margin = Self.firstMargin
    while true {
      let window = max(0, wanted.lowerBound - margin)..<min(height, wanted.upperBound + margin)
      let certain = CertainRows(
        of: try classRows(window), rules: rules, isFirst: window.lowerBound == 0,
        isLast: window.upperBound == height)
      let first = window.lowerBound + certain.range.lowerBound
      if first <= wanted.lowerBound, wanted.upperBound <= first + certain.rows.count {
        return Array(certain.rows[wanted.lowerBound - first..<wanted.upperBound - first])
      }
      precondition(window.count < height, "all rows of a whole raster are certain")
      margin *= Self.growth
    }
  }

  private func classRows(_ wanted: Range<Int>) throws -> [ClassRow] {
    try rows.indices.filter { rows[$0].overlaps(wanted) }.flatMap {
      try open($0).classRows(rows[$0].clamped(to: wanted))
    }
  }
}
