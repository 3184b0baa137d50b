import CGDAL
import Grid

/// A feature's polygons in its own reference system, after the checks.
struct PolygonGeometry {
  /// Polygons, each an outer ring and its holes; the closing point is dropped.
  var polygons: [[[MapPoint]]] = []

  /// What keeps a geometry from being a boundary, as part of a sentence.
  struct Problem: Error {
    var words: String

    /// A ring whose last corner is not its first.
    static func openRing(at end: String) -> Problem {
      Problem(words: "has a ring that is not closed, it ends at \(end)")
    }
  }

  /// Takes a feature's geometry: curves become lines of one degree of arc,
  /// heights are dropped.
  init(of feature: VectorFeature, in crs: CoordinateSystem) throws(Problem) {
    guard let geometry = OGR_F_GetGeometryRef(feature.handle) else {
      throw Problem(words: "has no geometry")
    }
    guard OGR_G_IsEmpty(geometry) == 0 else { throw Problem(words: "has an empty geometry") }
    let made = GDALLibrary.collecting { OGR_G_GetLinearGeometry(geometry, 1, nil) }.result
    guard let linear = made else { throw Problem(words: "has a geometry that cannot be read") }
    defer { OGR_G_DestroyGeometry(linear) }
    OGR_G_FlattenTo2D(linear)
    try collect(linear)
    try checkCoordinates(in: crs)
    try Self.checkValidity(linear)
  }

  private mutating func collect(_ geometry: OGRGeometryH) throws(Problem) {
    switch furrow_flat_type(OGR_G_GetGeometryType(geometry)) {
    case wkbPolygon: polygons.append(try Self.rings(of: geometry))
    case wkbMultiPolygon:
      for index in 0..<OGR_G_GetGeometryCount(geometry) {
        guard let part = OGR_G_GetGeometryRef(geometry, index), OGR_G_IsEmpty(part) == 0 else {
          throw Problem(words: "has an empty part")
        }
        polygons.append(try Self.rings(of: part))
      }
    default:
      let name = OGR_G_GetGeometryName(geometry).map { String(cString: $0).lowercased() } ?? "geometry"
      throw Problem(words: "is a \(name), not a polygon")
    }
  }

  private static func rings(of polygon: OGRGeometryH) throws(Problem) -> [[MapPoint]] {
    var rings: [[MapPoint]] = []
    for index in 0..<OGR_G_GetGeometryCount(polygon) {
      guard let ring = OGR_G_GetGeometryRef(polygon, index) else { continue }
      var points = (0..<OGR_G_GetPointCount(ring)).map {
        MapPoint(x: OGR_G_GetX(ring, $0), y: OGR_G_GetY(ring, $0))
      }
      guard let bad = points.firstIndex(where: { !$0.x.isFinite || !$0.y.isFinite }) else {
        guard points.first == points.last else {
          throw Problem.openRing(at: points[points.count - 1].words)
        }
        points.removeLast()
        guard points.count >= 3 else { throw Problem(words: "has a ring with fewer than three corners") }
        rings.append(points)
        continue
      }
      throw Problem(words: "has a corner that is not a number (corner \(bad + 1) of ring \(index + 1))")
    }
    return rings
  }

  /// Checks that longitudes and latitudes are such.
  private func checkCoordinates(in crs: CoordinateSystem) throws(Problem) {
    guard crs.isInDegrees else { return }
    let points = polygons.joined().joined()
    if let wrong = points.first(where: { abs($0.y) > 90 || abs($0.x) > 360 }) {
      throw Problem(words: "has the corner \(wrong.words), which is no longitude and latitude")
    }
    let longitudes = points.map(\.x)
    guard let west = longitudes.min(), let east = longitudes.max() else { return }
    guard east - west <= 180, east <= 180, west >= -180 else {
      throw Problem(words: "crosses the antimeridian (longitudes \(west) to \(east))")
    }
  }

  /// Asks GEOS, whose reason comes as a message (`OGR_G_IsValid`).
  private static func checkValidity(_ geometry: OGRGeometryH) throws(Problem) {
    let (isValid, messages) = GDALLibrary.collecting { OGR_G_IsValid(geometry) }
    guard isValid == 0 else { return }
    var reason = messages.reason
    let place = reason.firstRange(of: "at or near point ").map { String(reason[$0.upperBound...]) }
    if let place, reason.lowercased().contains("self-intersection") {
      throw Problem(words: "crosses itself at \(place)")
    }
    reason = reason.prefix(1).lowercased() + reason.dropFirst()
    throw Problem(words: "is not a valid polygon: \(reason)")
  }
}

extension MapPoint {
  /// "x y".
  var words: String { "\(x) \(y)" }
}
