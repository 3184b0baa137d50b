public import Agronomy
import Foundation
public import GeoFiles
public import Grid

/// The plane around a field in which a machine's cells are laid out: true
/// metres east and north of the field's middle.
///
/// The ellipsoidal Lambert azimuthal equal-area projection of WGS 84, centred
/// on the field: areas are true, lengths are off by less than 1e-7 within two
/// kilometres. Not Sendable: its transformations keep state.
public struct FieldGround {
  /// The field's boundary on the ground.
  public let field: GroundArea
  /// The plane.
  public let crs: CoordinateSystem
  /// Longitudes and latitudes of WGS 84.
  public let degrees: CoordinateSystem
  /// The middle of the field's box in degrees: x east, y north.
  public let centre: MapPoint

  private let outward: CoordinateTransformer
  private let inward: CoordinateTransformer

  /// Lays the plane around a boundary.
  ///
  /// - Throws: `GDALError` where the boundary cannot be carried to WGS 84.
  public init(_ boundary: [MapPolygon], crs source: CoordinateSystem) throws(GDALError) {
    degrees = try CoordinateSystem.wgs84()
    let corners = try source.transformer(to: degrees).transform(boundary.flatMap(\.outer))
    centre = Self.middle(of: corners)
    crs = try CoordinateSystem(
      userInput: "+proj=laea +lat_0=\(centre.y) +lon_0=\(centre.x) +datum=WGS84 +units=m +no_defs")
    outward = try crs.transformer(to: degrees)
    inward = try degrees.transformer(to: crs)
    let transformer = try source.transformer(to: crs)
    let piece = 50 / (source.metresPerUnit ?? 111_195)
    var polygons: [GroundArea.Polygon] = []
    for polygon in boundary {
      polygons.append(
        GroundArea.Polygon(
          outer: try transformer.transform(polygon.outer.divided(longest: piece)),
          holes: try polygon.holes.map { ring throws(GDALError) in
            try transformer.transform(ring.divided(longest: piece))
          }))
    }
    field = GroundArea(polygons)
  }

  /// From the ground to longitudes and latitudes.
  public func toDegrees(_ points: [MapPoint]) throws(GDALError) -> [MapPoint] {
    try outward.transform(points)
  }

  /// From longitudes and latitudes to the ground.
  public func fromDegrees(_ points: [MapPoint]) throws(GDALError) -> [MapPoint] {
    try inward.transform(points)
  }

  /// Polygons in longitudes and latitudes; edges are divided so that they stay
  /// where they were to a tenth of a millimetre.
  public func toDegrees(_ polygons: [MapPolygon]) throws(GDALError) -> [MapPolygon] {
    try polygons.map { polygon throws(GDALError) in
      MapPolygon(
        outer: try toDegrees(polygon.outer.divided(longest: 50)),
        holes: try polygon.holes.map { ring throws(GDALError) in try toDegrees(ring.divided(longest: 50)) })
    }
  }

  /// The part of the field that lies at least so far inside of its boundary.
  ///
  /// - Throws: `GDALError`.
  public func workingArea(marginMetres: Double) throws(GDALError) -> GroundArea {
    GroundArea(try PolygonOverlay.inset(field.mapPolygons, by: marginMetres))
  }

  private static func middle(of points: [MapPoint]) -> MapPoint {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    return MapPoint(
      x: ((xs.min() ?? 0) + (xs.max() ?? 0)) / 2, y: ((ys.min() ?? 0) + (ys.max() ?? 0)) / 2)
  }
}

extension GroundArea {
  init(_ polygons: [MapPolygon]) {
    self.init(polygons.map { Polygon(outer: $0.outer, holes: $0.holes) })
  }

  var mapPolygons: [MapPolygon] { polygons.map { MapPolygon(outer: $0.outer, holes: $0.holes) } }
}

extension [MapPoint] {
  /// The closed ring with points added so that no edge is longer than a length.
  func divided(longest: Double) -> [MapPoint] {
    indices.flatMap { index -> [MapPoint] in
      let (a, b) = (self[index], self[index + 1 == count ? 0 : index + 1])
      let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
      let pieces = Swift.min(Swift.max((length / longest).rounded(.up), 1), 10_000)
      return (0..<Int(pieces)).map { piece in
        let share = Double(piece) / pieces
        return MapPoint(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)
      }
    }
  }
}
