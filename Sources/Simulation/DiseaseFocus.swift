public import Grid

/// A spot from which a disease spreads, on one mosaic's grid.
public struct DiseaseFocus: Hashable, Sendable {
  /// The middle.
  public var centre: GridPoint
  /// About how far sick leaves are found on this date, in metres.
  public var radiusMetres: Double
}
