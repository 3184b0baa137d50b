import Foundation

/// The affine map from a mosaic's grid to its coordinate reference system.
///
/// x = originX + column * columnX + row * rowX and
/// y = originY + column * columnY + row * rowY, with fractional columns and
/// rows counted from the outer corner of the first pixel.
///
/// Source: `GDALGetGeoTransform`, whose six numbers are originX, columnX,
/// rowX, originY, columnY, rowY.
@frozen
public struct GeoTransform: Hashable, Sendable {
  /// The x of the first pixel's outer corner.
  public var originX: Double
  /// How far x moves with one column.
  public var columnX: Double
  /// How far x moves with one row; 0 unless the mosaic is rotated.
  public var rowX: Double
  /// The y of the first pixel's outer corner.
  public var originY: Double
  /// How far y moves with one column; 0 unless the mosaic is rotated.
  public var columnY: Double
  /// How far y moves with one row; negative where north is up.
  public var rowY: Double

  /// Makes a transform from the six numbers in GDAL's order.
  @inlinable
  public init(
    originX: Double, columnX: Double, rowX: Double, originY: Double, columnY: Double, rowY: Double
  ) {
    self.originX = originX
    self.columnX = columnX
    self.rowX = rowX
    self.originY = originY
    self.columnY = columnY
    self.rowY = rowY
  }

  /// The six numbers in GDAL's order.
  public var coefficients: [Double] { [originX, columnX, rowX, originY, columnY, rowY] }

  /// The signed area of a pixel in squared units; negative where north is up.
  @inlinable
  public var determinant: Double { columnX * rowY - rowX * columnY }

  /// The area of one pixel in squared units of the reference system.
  @inlinable
  public var pixelArea: Double { abs(determinant) }

  /// False where a coefficient is not finite or the pixels have no area.
  public var isInvertible: Bool {
    coefficients.allSatisfy(\.isFinite) && determinant != 0 && determinant.isFinite
  }

  /// True where rows or columns do not run along the axes.
  public var isRotated: Bool { rowX != 0 || columnY != 0 }

  /// The place on the map of a place on the grid.
  @inlinable
  public func mapPoint(_ point: GridPoint) -> MapPoint {
    MapPoint(
      x: originX + point.column * columnX + point.row * rowX,
      y: originY + point.column * columnY + point.row * rowY)
  }

  /// The place on the grid of a place on the map.
  ///
  /// The transform must be invertible.
  @inlinable
  public func gridPoint(_ point: MapPoint) -> GridPoint {
    let dx = point.x - originX
    let dy = point.y - originY
    return GridPoint(
      column: (dx * rowY - dy * rowX) / determinant,
      row: (dy * columnX - dx * columnY) / determinant)
  }
}

extension GeoTransform {
  /// The direction of map north on the picture, in degrees clockwise from up.
  public var northDegrees: Double {
    let north = gridPoint(MapPoint(x: originX, y: originY + pixelArea.squareRoot()))
    return atan2(north.column, -north.row) * 180 / .pi
  }
}
