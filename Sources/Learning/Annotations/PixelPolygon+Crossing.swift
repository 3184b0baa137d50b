import Grid
import Pixels

extension PixelPolygon {
  /// Where two edges cross, or one runs along another; `nil` where rings at
  /// most touch in corners.
  ///
  /// Edges are swept from the top: each is compared with those that it shares
  /// rows with.
  var firstCrossing: GridPoint? {
    var edges: [RingEdge] = []
    for (ring, points) in ([outer] + holes).enumerated() {
      let distinct = points.withoutRepeats
      guard distinct.count >= 3 else { continue }
      for (index, point) in distinct.enumerated() {
        let next = distinct[index + 1 == distinct.count ? 0 : index + 1]
        edges.append(RingEdge(ring: ring, index: index, count: distinct.count, from: point, to: next))
      }
    }
    edges.sort { $0.top < $1.top }
    var open: [RingEdge] = []
    for edge in edges {
      open.removeAll { $0.bottom < edge.top }
      for other in open {
        if let place = edge.crossing(other) { return place }
      }
      open.append(edge)
    }
    return nil
  }
}

extension [GridPoint] {
  /// The corners of a closed ring without those equal to the one before.
  fileprivate var withoutRepeats: [GridPoint] {
    var result: [GridPoint] = []
    for point in self where point != result.last { result.append(point) }
    while result.count > 1, result.first == result.last { result.removeLast() }
    return result
  }
}

/// An edge of a ring, with its place in it.
private struct RingEdge {
  var ring: Int
  var index: Int
  var count: Int
  var from: GridPoint
  var to: GridPoint

  var top: Double { min(from.row, to.row) }
  var bottom: Double { max(from.row, to.row) }

  /// True where the edges follow one another in one ring.
  private func isNeighbour(of other: RingEdge) -> Bool {
    guard ring == other.ring else { return false }
    let distance = abs(index - other.index)
    return distance == 1 || distance == count - 1
  }

  /// Where the edges cross inside of both, or a stretch of both is one.
  func crossing(_ other: RingEdge) -> GridPoint? {
    guard
      max(min(from.column, to.column), min(other.from.column, other.to.column))
        <= min(max(from.column, to.column), max(other.from.column, other.to.column))
    else { return nil }
    let (one, two) = (side(other.from), side(other.to))
    let (three, four) = (other.side(from), other.side(to))
    if one == 0, two == 0 { return overlap(other) }
    guard one * two < 0, three * four < 0, !isNeighbour(of: other) else { return nil }
    let share = three / (three - four)
    return GridPoint(
      column: from.column + share * (to.column - from.column), row: from.row + share * (to.row - from.row))
  }

  /// On which side of the edge's line a place is: a signed doubled area.
  private func side(_ place: GridPoint) -> Double {
    (to.column - from.column) * (place.row - from.row) - (to.row - from.row) * (place.column - from.column)
  }

  /// The middle of what two edges on one line share; `nil` for a corner only.
  private func overlap(_ other: RingEdge) -> GridPoint? {
    let isSteep = abs(to.row - from.row) > abs(to.column - from.column)
    func along(_ point: GridPoint) -> Double { isSteep ? point.row : point.column }
    let low = max(min(along(from), along(to)), min(along(other.from), along(other.to)))
    let high = min(max(along(from), along(to)), max(along(other.from), along(other.to)))
    guard low < high else { return nil }
    let share = ((low + high) / 2 - along(from)) / (along(to) - along(from))
    return GridPoint(
      column: from.column + share * (to.column - from.column), row: from.row + share * (to.row - from.row))
  }
}
