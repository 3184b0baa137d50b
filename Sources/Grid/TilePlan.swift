/// How a mosaic is cut into tiles of one size, in rows of tiles.
///
/// Tiles start at the mosaic's first pixel and do not overlap; those at the
/// right and lower edge are cut.
public struct TilePlan: Hashable, Sendable {
  /// The size of the mosaic.
  public let mosaic: PixelSize

  /// The side of a tile in pixels.
  public let tileSize: Int

  /// Makes the plan.
  ///
  /// `tileSize` must be positive.
  public init(mosaic: PixelSize, tileSize: Int) {
    precondition(tileSize > 0, "a tile has at least one pixel")
    self.mosaic = mosaic
    self.tileSize = tileSize
  }

  /// The number of tile rows.
  public var rowCount: Int { (mosaic.height + tileSize - 1) / tileSize }

  /// The number of tiles in a tile row.
  public var columnCount: Int { (mosaic.width + tileSize - 1) / tileSize }

  /// The pixels of one whole tile row.
  public func window(row: Int) -> PixelWindow {
    PixelWindow(
      columns: 0..<mosaic.width,
      rows: (row * tileSize)..<min((row + 1) * tileSize, mosaic.height))
  }

  /// The pixels of one tile.
  public func window(row: Int, column: Int) -> PixelWindow {
    PixelWindow(
      columns: (column * tileSize)..<min((column + 1) * tileSize, mosaic.width),
      rows: window(row: row).rows)
  }
}
