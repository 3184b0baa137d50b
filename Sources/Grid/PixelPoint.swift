/// A pixel's place on a mosaic's grid.
///
/// Column grows to the right and row grows downwards, both from 0 at the
/// mosaic's first stored pixel. Row and column are never passed as bare
/// integers, so that they cannot change places.
@frozen
public struct PixelPoint: Hashable, Sendable {
  /// Pixels to the right of the first column.
  public var column: Int

  /// Pixels below the first row.
  public var row: Int

  /// Makes a point from its column and row.
  @inlinable
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

extension PixelPoint: Comparable {
  /// Raster order: by row, then by column.
  @inlinable
  public static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.row, lhs.column) < (rhs.row, rhs.column)
  }
}
