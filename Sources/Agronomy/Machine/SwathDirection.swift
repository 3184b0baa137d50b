import Foundation
import Grid

/// Which way the machine drives.
public enum SwathDirection: Hashable, Sendable {
  /// The way in which the field is narrowest across, so that the fewest swaths
  /// cover it.
  case automatic
  /// Degrees clockwise from true north; opposite ways are the same.
  case degrees(Double)

  /// The bearing of the tracks over a field, 0 up to 180 degrees.
  public func bearing(over area: GroundArea) -> Double {
    switch self {
    case .degrees(let degrees): Self.folded(degrees)
    case .automatic: Self.narrowest(of: area.corners)
    }
  }

  /// The bearing along which the convex hull of points is narrowest.
  ///
  /// The narrowest strip around a convex polygon lies along one of its edges,
  /// so each edge of the hull is tried. Of widths that are the same to a
  /// millimetre the longer way wins, then the smaller bearing. A field that is
  /// not convex may have a better division into parts; that is not looked for.
  ///
  /// Source: Houle and Toussaint (1988), Computing the width of a set,
  /// <https://doi.org/10.1109/34.6790>.
  static func narrowest(of points: [MapPoint]) -> Double {
    let hull = convexHull(of: points)
    guard hull.count >= 3 else { return 0 }
    let candidates = hull.indices.map { index -> Candidate in
      let (a, b) = (hull[index], hull[index + 1 == hull.count ? 0 : index + 1])
      let bearing = folded(atan2(b.x - a.x, b.y - a.y) * 180 / .pi)
      let extent = Extent(of: hull, bearing: bearing)
      return Candidate(width: extent.width, length: extent.length, bearing: bearing)
    }
    return candidates.min(by: Candidate.isBetter)?.bearing ?? 0
  }

  private struct Candidate {
    var width: Double
    var length: Double
    var bearing: Double

    static func isBetter(_ a: Candidate, _ b: Candidate) -> Bool {
      if abs(a.width - b.width) > 1e-3 { return a.width < b.width }
      if abs(a.length - b.length) > 1e-3 { return a.length > b.length }
      return a.bearing < b.bearing - 1e-9
    }
  }

  static func folded(_ degrees: Double) -> Double {
    let rest = degrees.truncatingRemainder(dividingBy: 180)
    let positive = rest < 0 ? rest + 180 : rest
    return positive >= 180 - 1e-9 ? 0 : positive
  }

  /// The hull, counterclockwise. Source: Andrew's monotone chain (1979).
  static func convexHull(of points: [MapPoint]) -> [MapPoint] {
    let sorted = Set(points).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    guard sorted.count >= 3 else { return sorted }
    return chain(sorted).dropLast() + chain(sorted.reversed()).dropLast()
  }

  private static func chain(_ points: [MapPoint]) -> [MapPoint] {
    var chain: [MapPoint] = []
    for point in points {
      while chain.count >= 2, turn(chain[chain.count - 2], chain[chain.count - 1], point) <= 0 {
        chain.removeLast()
      }
      chain.append(point)
    }
    return chain
  }

  private static func turn(_ a: MapPoint, _ b: MapPoint, _ c: MapPoint) -> Double {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }
}

/// How far points reach along a bearing and across it.
struct Extent {
  private(set) var along = (low: Double.infinity, high: -Double.infinity)
  private(set) var across = (low: Double.infinity, high: -Double.infinity)

  var width: Double { across.high - across.low }
  var length: Double { along.high - along.low }

  init(of points: [MapPoint], bearing: Double) {
    let heading = Heading(bearing)
    for point in points {
      let (u, v) = (heading.along(point), heading.across(point))
      along = (min(along.low, u), max(along.high, u))
      across = (min(across.low, v), max(across.high, v))
    }
  }
}

/// A bearing as a pair of directions: ahead, and to the right of it.
struct Heading {
  let ahead: MapPoint
  let right: MapPoint

  init(_ degrees: Double) {
    // Quarter turns are exact, so that fields along the axes stay on the axes.
    let exact: [Double: (sine: Double, cosine: Double)] = [0: (0, 1), 90: (1, 0)]
    let angle = degrees * .pi / 180
    let (sine, cosine) = exact[degrees] ?? (sin(angle), cos(angle))
    ahead = MapPoint(x: sine, y: cosine)
    right = MapPoint(x: cosine, y: -sine)
  }

  func along(_ point: MapPoint) -> Double { point.x * ahead.x + point.y * ahead.y }

  func across(_ point: MapPoint) -> Double { point.x * right.x + point.y * right.y }
}
