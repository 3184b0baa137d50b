public import Grid

/// The windows of a mosaic from which samples are drawn.
///
/// They lie on a lattice that depends on the mosaic's size alone, never on how
/// it is cut into tiles: the whole mosaic where that takes no more windows
/// than allowed, else windows that do not overlap, evenly spread.
public struct SamplePlan: Hashable, Sendable {
  /// The size of the mosaic.
  public let mosaic: PixelSize
  /// The side of a window in pixels.
  public let windowSize: Int
  /// The windows in raster order; cut where the mosaic is smaller.
  public let windows: [PixelWindow]

  /// Makes a plan.
  ///
  /// `windowSize` and `maximumWindowCount` must be positive.
  public init(mosaic: PixelSize, windowSize: Int = 256, maximumWindowCount: Int = 64) {
    precondition(windowSize > 0 && maximumWindowCount > 0, "a sample has at least one pixel")
    self.mosaic = mosaic
    self.windowSize = windowSize
    let tiles = TilePlan(mosaic: mosaic, tileSize: windowSize)
    if tiles.rowCount * tiles.columnCount <= maximumWindowCount {
      windows = (0..<tiles.rowCount).flatMap { row in
        (0..<tiles.columnCount).map { tiles.window(row: row, column: $0) }
      }
    } else {
      windows = Self.lattice(mosaic, windowSize: windowSize, maximumCount: maximumWindowCount)
    }
  }

  /// The number of pixels in all windows.
  public var pixelCount: Int { windows.reduce(0) { $0 + $1.pixelCount } }

  private static func lattice(_ mosaic: PixelSize, windowSize: Int, maximumCount: Int) -> [PixelWindow] {
    let mostColumns = max(1, mosaic.width / windowSize)
    let mostRows = max(1, mosaic.height / windowSize)
    let ideal = (Double(maximumCount) * Double(mosaic.width) / Double(mosaic.height)).squareRoot()
    let guess = min(max(Int(ideal.rounded()), 1), mostColumns, maximumCount)
    let rowCount = min(max(maximumCount / guess, 1), mostRows)
    let columnCount = min(max(maximumCount / rowCount, 1), mostColumns)
    let columns = ranges(columnCount, of: windowSize, within: mosaic.width)
    return ranges(rowCount, of: windowSize, within: mosaic.height).flatMap { rows in
      columns.map { PixelWindow(columns: $0, rows: rows) }
    }
  }

  /// `count` ranges, each in the middle of an equal share of the extent.
  private static func ranges(_ count: Int, of length: Int, within extent: Int) -> [Range<Int>] {
    guard extent > length else { return [0..<extent] }
    return (0..<count).map { index in
      let centre = (2 * index + 1) * extent / (2 * count)
      let start = min(max(centre - length / 2, 0), extent - length)
      return start..<(start + length)
    }
  }
}
