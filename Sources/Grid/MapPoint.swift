/// A place in a coordinate reference system's own units and axis order x, y.
@frozen
public struct MapPoint: Hashable, Sendable {
  /// Easting or longitude.
  public var x: Double

  /// Northing or latitude.
  public var y: Double

  /// Makes a point from its coordinates.
  @inlinable
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
