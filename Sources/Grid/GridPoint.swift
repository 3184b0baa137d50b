/// A place on a mosaic's grid that need not be a pixel's corner.
///
/// The pixel in column c and row r covers `c..<c + 1` by `r..<r + 1`; its
/// centre is at c + 0.5, r + 0.5.
@frozen
public struct GridPoint: Hashable, Sendable {
  /// Pixels to the right of the mosaic's left edge.
  public var column: Double

  /// Pixels below the mosaic's upper edge.
  public var row: Double

  /// Makes a point from its fractional column and row.
  @inlinable
  public init(column: Double, row: Double) {
    self.column = column
    self.row = row
  }
}
