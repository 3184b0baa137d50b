import Grid
import Pixels

/// Rings prepared for filling row by row; holes and parts by even-odd.
struct SpanPolygon: Sendable {
  struct Edge: Sendable {
    var upper: GridPoint
    var lower: GridPoint
  }

  let edges: [Edge]
  /// The first ring.
  let ring: [GridPoint]
  let columns: ClosedRange<Double>
  let rows: ClosedRange<Double>

  init(rings: [[GridPoint]]) {
    var edges: [Edge] = []
    for ring in rings {
      for (index, point) in ring.enumerated() {
        let next = ring[(index + 1) % ring.count]
        if point.row < next.row { edges.append(Edge(upper: point, lower: next)) }
        if point.row > next.row { edges.append(Edge(upper: next, lower: point)) }
      }
    }
    let points = rings.joined()
    self.edges = edges
    ring = rings.first ?? []
    columns = (points.map(\.column).min() ?? 0)...(points.map(\.column).max() ?? 0)
    rows = (points.map(\.row).min() ?? 0)...(points.map(\.row).max() ?? 0)
  }

  init(parts: [PixelPolygon]) {
    self.init(rings: parts.flatMap { [$0.outer] + $0.holes })
  }

  /// Where the rings cross a horizontal line, ascending and even in number.
  func crossings(row: Double) -> [Double] {
    guard rows.contains(row) else { return [] }
    var found: [Double] = []
    for edge in edges where edge.upper.row <= row && row < edge.lower.row {
      let rise = edge.lower.row - edge.upper.row
      let run = edge.lower.column - edge.upper.column
      found.append(edge.upper.column + (row - edge.upper.row) * run / rise)
    }
    found.sort()
    return found
  }

  /// The pixels of a row whose centres lie inside, within `columns`.
  func spans(row: Int, columns: Range<Int>) -> [Range<Int>] {
    let found = crossings(row: Double(row) + 0.5)
    var spans: [Range<Int>] = []
    for index in stride(from: 0, to: found.count - 1, by: 2) {
      let start = Int((found[index] + 0.5).rounded(.down))
      let end = Int((found[index + 1] + 0.5).rounded(.down))
      let span = (start..<max(start, end)).clamped(to: columns)
      if !span.isEmpty { spans.append(span) }
    }
    return spans
  }

  func contains(_ point: GridPoint) -> Bool {
    guard rows.contains(point.row), columns.contains(point.column) else { return false }
    var inside = false
    for edge in edges where edge.upper.row <= point.row && point.row < edge.lower.row {
      let rise = edge.lower.row - edge.upper.row
      let run = edge.lower.column - edge.upper.column
      if edge.upper.column + (point.row - edge.upper.row) * run / rise <= point.column { inside.toggle() }
    }
    return inside
  }

  /// True where the bounding boxes of rings and window meet.
  func mayMeet(_ window: PixelWindow) -> Bool {
    columns.upperBound >= Double(window.columns.lowerBound)
      && columns.lowerBound <= Double(window.columns.upperBound)
      && rows.upperBound >= Double(window.rows.lowerBound)
      && rows.lowerBound <= Double(window.rows.upperBound)
  }
}
