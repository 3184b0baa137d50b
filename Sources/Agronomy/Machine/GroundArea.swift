public import Grid
public import Pixels

/// Polygons on the ground: true metres east and north of a place near by.
///
/// Coordinates are those of an equal-area plane around the field, so that
/// lengths and areas are those of the ground.
public struct GroundArea: Hashable, Sendable {
  /// One polygon with its holes; rings are closed implicitly.
  public struct Polygon: Hashable, Sendable {
    /// The outer ring.
    public var outer: [MapPoint]
    /// The holes.
    public var holes: [[MapPoint]]

    /// Makes a polygon.
    public init(outer: [MapPoint], holes: [[MapPoint]] = []) {
      self.outer = outer
      self.holes = holes
    }

    /// All rings, the outer one first.
    public var rings: [[MapPoint]] { [outer] + holes }
  }

  /// The polygons, which do not overlap.
  public var polygons: [Polygon]

  /// Makes an area.
  public init(_ polygons: [Polygon]) { self.polygons = polygons }

  /// True where it holds nothing.
  public var isEmpty: Bool { polygons.allSatisfy { $0.outer.count < 3 } }

  /// The corners of all outer rings.
  public var corners: [MapPoint] { polygons.flatMap(\.outer) }

  /// The area, by the shoelace formula.
  public var squareMetres: Double {
    polygons.reduce(0) { sum, polygon in
      sum + abs(Self.signedArea(polygon.outer))
        - polygon.holes.reduce(0) { $0 + abs(Self.signedArea($1)) }
    }
  }

  /// The same polygons on a grid.
  public func parts(on transform: GeoTransform) -> [PixelPolygon] {
    polygons.map { polygon in
      PixelPolygon(
        outer: polygon.outer.map(transform.gridPoint),
        holes: polygon.holes.map { $0.map(transform.gridPoint) })
    }
  }

  private static func signedArea(_ ring: [MapPoint]) -> Double {
    guard let first = ring.first else { return 0 }
    var sum = 0.0
    for (a, b) in zip(ring, ring.dropFirst()) {
      sum += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
    }
    return sum / 2
  }
}
