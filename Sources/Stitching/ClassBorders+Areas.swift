internal import Grid
public import Pixels

extension ClassBorders {
  /// One area with its boundary.
  public struct Area: Hashable, Sendable {
    /// The class.
    public var code: ClassCode
    /// The outer ring, counter-clockwise where rows run from north to south,
    /// and the holes the other way round; the first point is not repeated.
    public var polygon: PixelPolygon
    /// What the rings enclose, in pixels.
    public var pixelArea: Double
  }

  /// Calls `body` with every area, in raster order of their first pixels.
  public func forEachArea(_ body: (Area) throws -> Void) rethrows {
    var sides: [Side] = []
    for (arc, line) in arcs.enumerated() {
      if line.left >= 0 { sides.append(Side(arc: Int32(arc), area: line.left, isForward: true)) }
      if line.right >= 0 { sides.append(Side(arc: Int32(arc), area: line.right, isForward: false)) }
    }
    sides.sort { ($0.area, $0.arc) < ($1.area, $1.arc) }
    var start = 0
    while start < sides.count {
      let area = sides[start].area
      let end = sides[start...].firstIndex { $0.area != area } ?? sides.count
      try body(self.area(area, sides[start..<end]))
      start = end
    }
  }

  private func area(_ label: Int32, _ sides: ArraySlice<Side>) -> Area {
    let rings = rings(of: Array(sides))
    let areas = rings.map(Self.signedArea)
    // Seen with rows running down, the outer ring turns the other way than holes.
    let outer = areas.indices.min { areas[$0] < areas[$1] } ?? 0
    let holes = rings.indices.filter { $0 != outer }.map { rings[$0].map(GridPoint.init) }
    return Area(
      code: codes[Int(label)], polygon: PixelPolygon(outer: rings[outer].map(GridPoint.init), holes: holes),
      pixelArea: -Double(areas.reduce(0, +)) / 2)
  }

  /// Joins an area's sides of lines to rings.
  private func rings(of sides: [Side]) -> [[BorderPoint]] {
    var starts: [BorderPoint: [Int]] = [:]
    for (index, side) in sides.enumerated() { starts[first(side), default: []].append(index) }
    var isUsed = [Bool](repeating: false, count: sides.count)
    var rings: [[BorderPoint]] = []
    for index in sides.indices where !isUsed[index] {
      var ring: [BorderPoint] = []
      var next: Int? = index
      while let current = next, !isUsed[current] {
        isUsed[current] = true
        let points = arcs[Int(sides[current].arc)].points
        ring += (sides[current].isForward ? points : points.reversed()).dropLast()
        next = following(sides[current], sides, starts)
      }
      rings.append(ring)
    }
    return rings
  }

  /// The side that goes on where one ends, which may be the ring's first.
  ///
  /// Where two do, it is the one to the right, so that rings of one area meet
  /// in corners but do not run through them.
  private func following(_ side: Side, _ sides: [Side], _ starts: [BorderPoint: [Int]]) -> Int? {
    let candidates = starts[last(side)] ?? []
    guard candidates.count > 1 else { return candidates.first }
    let line = arcs[Int(side.arc)]
    let way = side.isForward ? line.arriving : line.leaving.reversed
    let right = BorderPoint(column: -way.row, row: way.column)
    return candidates.first { leaving(sides[$0]) == right } ?? candidates.first
  }

  private func leaving(_ side: Side) -> BorderPoint {
    let line = arcs[Int(side.arc)]
    return side.isForward ? line.leaving : line.arriving.reversed
  }

  private func first(_ side: Side) -> BorderPoint {
    let points = arcs[Int(side.arc)].points
    return side.isForward ? points[0] : points[points.count - 1]
  }

  private func last(_ side: Side) -> BorderPoint {
    let points = arcs[Int(side.arc)].points
    return side.isForward ? points[points.count - 1] : points[0]
  }

  /// Twice the area to the right of a ring.
  private static func signedArea(_ ring: [BorderPoint]) -> Int64 {
    var sum: Int64 = 0
    for (index, point) in ring.enumerated() {
      let next = ring[index + 1 < ring.count ? index + 1 : 0]
      sum += Int64(point.column) * Int64(next.row) - Int64(next.column) * Int64(point.row)
    }
    return sum
  }
}

/// A line seen from one of the areas beside it, which is to the left.
private struct Side {
  var arc: Int32
  var area: Int32
  var isForward: Bool
}

extension BorderPoint {
  fileprivate var reversed: BorderPoint { BorderPoint(column: -column, row: -row) }
}

extension GridPoint {
  fileprivate init(_ point: BorderPoint) { self.init(column: Double(point.column), row: Double(point.row)) }
}
