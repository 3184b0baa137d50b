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
    let rings = polygons.flatMap { $0 }.filter { $0.count >= 3 }
    guard let centre = Self.middle(of: rings.flatMap { $0 }) else { return 0 }
    let measure = try AreaMeasure(self, around: centre)
    var total = 0.0
    for polygon in polygons {
      for (index, ring) in polygon.enumerated() where ring.count >= 3 {
        let area = try measure.area(of: ring)
        total += index == 0 ? area : -area
      }
    }
    return total
  }

  /// The area of one pixel at a place on the grid, in square metres.
  ///
  /// Measured on a square of pixels of about 100 m around the place, so that
  /// the last digits of coordinates do not matter.
  public func pixelArea(_ transform: GeoTransform, at place: GridPoint) throws(GDALError) -> Double {
    let centre = transform.mapPoint(place)
    let measure = try AreaMeasure(self, around: centre)
    let pixelSide = transform.pixelArea.squareRoot() * measure.metresPerUnit
    let half = max(0.5, 50 / pixelSide)
    let corners = [(-half, -half), (half, -half), (half, half), (-half, half)].map {
      transform.mapPoint(GridPoint(column: place.column + $0, row: place.row + $1))
    }
    return try measure.area(of: corners) / (4 * half * half)
  }

  private static func middle(of points: [MapPoint]) -> MapPoint? {
    guard let first = points.first else { return nil }
    var (low, high) = (first, first)
    for point in points {
      low = MapPoint(x: min(low.x, point.x), y: min(low.y, point.y))
      high = MapPoint(x: max(high.x, point.x), y: max(high.y, point.y))
    }
    return MapPoint(x: (low.x + high.x) / 2, y: (low.y + high.y) / 2)
  }
}

/// The equal-area plane around one place.
struct AreaMeasure {
  /// The longest piece of an edge, in metres, that is taken as straight.
  static let pieceMetres = 500.0

  /// The length of a unit of the system, roughly.
  let metresPerUnit: Double
  private let transformer: CoordinateTransformer

  init(_ system: CoordinateSystem, around centre: MapPoint) throws(GDALError) {
    guard system.kind != .other else {
      throw GDALError(
        operation: "measure areas in", subject: system.name,
        reason: "it is neither geographic nor projected")
    }
    let reference = try SpatialReference(wkt: system.wkt)
    let base = try SpatialReference(geographicBaseOf: reference)
    let place = try CoordinateTransformer(reference, base, subject: system.name).transform([centre])[0]
    let degrees = OSRGetAngularUnits(base.handle, nil) * 180 / .pi
    let plane = try SpatialReference(
      equalAreaOn: reference,
      centre: .init(longitude: place.x * degrees, latitude: place.y * degrees))
    transformer = try CoordinateTransformer(reference, plane, subject: system.name)
    metresPerUnit = system.metresPerUnit ?? degrees * 111_195
  }

  /// The unsigned area of a ring in square metres.
  func area(of ring: [MapPoint]) throws(GDALError) -> Double {
    let points = try transformer.transform(ring.densified(maximumStep: Self.pieceMetres / metresPerUnit))
    let origin = points[0]
    var twice = 0.0
    for (index, point) in points.enumerated() {
      let next = points[index + 1 == points.count ? 0 : index + 1]
      twice += (point.x - origin.x) * (next.y - origin.y) - (next.x - origin.x) * (point.y - origin.y)
    }
    return abs(twice) / 2
  }
}

extension [MapPoint] {
  /// The closed ring with points added so that no edge is longer than a step.
  ///
  /// An edge gets at most 2,000 pieces.
  func densified(maximumStep: Double) -> [MapPoint] {
    var result: [MapPoint] = []
    result.reserveCapacity(count)
    for (index, point) in enumerated() {
      let next = self[index + 1 == count ? 0 : index + 1]
      let dx = next.x - point.x
      let dy = next.y - point.y
      let pieces = Swift.max(
        1, Swift.min(2000, ((dx * dx + dy * dy).squareRoot() / maximumStep).rounded(.up)))
      for piece in 0..<Int(pieces) {
        let share = Double(piece) / pieces
        result.append(MapPoint(x: point.x + dx * share, y: point.y + dy * share))
      }
    }
    return result
  }
}
