import CGDAL
import Grid

/// The equal-area plane around one place, for polygons near that place.
///
/// The projection keeps areas everywhere; its centre matters only for how
/// straight the pieces of an edge are.
final class AreaMeasure {
  /// The longest piece of an edge, in metres, that is taken as straight.
  static let pieceMetres = 500.0
  /// How far from the centre, in metres, a polygon's middle may lie.
  static let reachMetres = 50_000.0

  /// The length of a unit of the system, roughly.
  let metresPerUnit: Double
  private let centre: MapPoint
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
    self.centre = centre
  }

  /// True where the measure serves a polygon with this middle.
  func reaches(_ middle: MapPoint) -> Bool {
    let (dx, dy) = (middle.x - centre.x, middle.y - centre.y)
    return (dx * dx + dy * dy).squareRoot() * metresPerUnit <= Self.reachMetres
  }

  /// The area of polygons, each an outer ring and its holes, in square metres.
  func areaSquareMetres(of polygons: [[[MapPoint]]]) throws(GDALError) -> Double {
    var total = 0.0
    for polygon in polygons {
      for (index, ring) in polygon.enumerated() where ring.count >= 3 {
        let area = try area(of: ring)
        total += index == 0 ? area : -area
      }
    }
    return total
  }

  /// The area of one pixel, in square metres, from a square of about 100 m.
  func pixelArea(_ transform: GeoTransform, at place: GridPoint) throws(GDALError) -> Double {
    let pixelSide = transform.pixelArea.squareRoot() * metresPerUnit
    let half = max(0.5, 50 / pixelSide)
    let corners = [(-half, -half), (half, -half), (half, half), (-half, half)].map {
      transform.mapPoint(GridPoint(column: place.column + $0, row: place.row + $1))
    }
    return try area(of: corners) / (4 * half * half)
  }

  /// The unsigned area of a ring in square metres.
  private func area(of ring: [MapPoint]) throws(GDALError) -> Double {
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
      let (dx, dy) = (next.x - point.x, next.y - point.y)
      let length = (dx * dx + dy * dy).squareRoot()
      let pieces = Swift.max(1, Swift.min(2000, (length / maximumStep).rounded(.up)))
      for piece in 0..<Int(pieces) {
        let share = Double(piece) / pieces
        result.append(MapPoint(x: point.x + dx * share, y: point.y + dy * share))
      }
    }
    return result
  }
}

extension [[[MapPoint]]] {
  /// The middle of the box around all rings; `nil` without a point.
  var middle: MapPoint? {
    var box: (low: MapPoint, high: MapPoint)?
    for point in joined().joined() {
      let (low, high) = box ?? (point, point)
      box = (
        MapPoint(x: Swift.min(low.x, point.x), y: Swift.min(low.y, point.y)),
        MapPoint(x: Swift.max(high.x, point.x), y: Swift.max(high.y, point.y))
      )
    }
    return box.map { MapPoint(x: ($0.low.x + $0.high.x) / 2, y: ($0.low.y + $0.high.y) / 2) }
  }
}
