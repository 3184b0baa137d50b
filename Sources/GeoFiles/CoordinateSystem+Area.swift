import CGDAL
public import Grid

/// True areas: what a polygon covers of the ellipsoid, not of the map.
extension CoordinateSystem {
  /// The area of polygons with coordinates in this system, in square metres.
  ///
  /// Each polygon is its outer ring and its holes; rings are closed
  /// implicitly and may run either way. Edges are straight lines in this
  /// system: they are divided, carried to the ellipsoidal Lambert azimuthal
  /// equal-area projection centred on the polygons, and summed there. The
  /// ellipsoid is the system's own. Right to 1e-6 for anything that a drone
  /// can fly.
  ///
  /// - Throws: `GDALError` where the system is local or a point is outside.
  ///
  /// Source: Snyder (1987), Map Projections: A Working Manual, pp. 187-190.
  public func areaSquareMetres(of polygons: [[[MapPoint]]]) throws(GDALError) -> Double {
    guard let centre = polygons.middle else { return 0 }
    return try AreaMeasure(self, around: centre).areaSquareMetres(of: polygons)
  }

  /// The area of one pixel at a place on the grid, in square metres.
  ///
  /// Measured on a square of pixels of about 100 m around the place, so that
  /// the last digits of coordinates do not matter.
  public func pixelArea(_ transform: GeoTransform, at place: GridPoint) throws(GDALError) -> Double {
    try AreaMeasure(self, around: transform.mapPoint(place)).pixelArea(transform, at: place)
  }
}
