/// The tiles of a raster and of its overviews, each half the one before.
public struct TileLevels: Hashable, Sendable {
  /// A tile of one resolution.
  public struct Tile: Hashable, Sendable {
    /// The resolution, from 0 for the raster itself.
    public var level: Int
    /// Its row among the tiles of its level.
    public var row: Int
    /// Its column among the tiles of its level.
    public var column: Int
    /// True where the overview tile above it comes from the same rows, or
    /// there is none.
    public var isHalved: Bool
  }

  /// The tiles of each level, from fine to coarse.
  public let plans: [TilePlan]

  /// Makes levels until one fits into a tile, or only so many.
  public init(size: PixelSize, side: Int, limit: Int = .max) {
    var plans = [TilePlan(mosaic: size, tileSize: side)]
    var size = size
    while max(size.width, size.height) > side, plans.count < limit {
      size = PixelSize(width: (size.width + 1) / 2, height: (size.height + 1) / 2)
      plans.append(TilePlan(mosaic: size, tileSize: side))
    }
    self.plans = plans
  }

  /// The rows of a level's tiles that come from some rows of the raster's own
  /// tiles alone.
  public func rows(ofLevel level: Int, from rows: Range<Int>) -> Range<Int> {
    let step = 1 << level
    let first = (rows.lowerBound + step - 1) / step
    let end = rows.upperBound == plans[0].rowCount ? plans[level].rowCount : rows.upperBound / step
    return first..<max(first, rows.isEmpty ? first : end)
  }

  /// All tiles that come from some rows of the raster's own tiles alone: level
  /// by level, each in raster order.
  public func tiles(from rows: Range<Int>) -> [Tile] {
    plans.indices.flatMap { level in
      let above = level + 1 < plans.count ? self.rows(ofLevel: level + 1, from: rows) : nil
      return self.rows(ofLevel: level, from: rows).flatMap { row in
        (0..<plans[level].columnCount).map { column in
          Tile(level: level, row: row, column: column, isHalved: above?.contains(row / 2) ?? true)
        }
      }
    }
  }
}
