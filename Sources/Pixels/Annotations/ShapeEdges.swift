import Grid

/// A polygon's edges, ready to be cut by rows of pixel centres.
///
/// A pixel is inside where its centre is, by the rule even-odd over all rings.
/// Centres exactly on an edge are decided as `GDALdllImageFilledPolygon` of
/// GDAL decides them, so that the pixels are those of gdal_rasterize.
struct ShapeEdges: Sendable {
  /// An edge from its upper to its lower end.
  private struct Edge: Sendable {
    var top: GridPoint
    var bottom: GridPoint
  }

  /// Edges by their upper end.
  private var edges: [Edge] = []
  /// Level edges that run to the left, by row.
  private var levels: [Edge] = []
  /// For each edge how far down it and those before it reach.
  private var reach: [Double] = []

  init(_ polygon: PixelPolygon) {
    for ring in [polygon.outer] + polygon.holes { add(ring) }
    edges.sort { ($0.top.row, $0.top.column) < ($1.top.row, $1.top.column) }
    levels.sort { $0.top.row < $1.top.row }
    var lowest = -Double.infinity
    reach = edges.map { edge in
      lowest = max(lowest, edge.bottom.row)
      return lowest
    }
  }

  private mutating func add(_ ring: [GridPoint]) {
    guard ring.count >= 3, ring.allSatisfy({ $0.column.isFinite && $0.row.isFinite }) else { return }
    for (index, point) in ring.enumerated() {
      let next = ring[index + 1 == ring.count ? 0 : index + 1]
      if point.row < next.row {
        edges.append(Edge(top: point, bottom: next))
      } else if next.row < point.row {
        edges.append(Edge(top: next, bottom: point))
      } else if next.column < point.column, point.row - 0.5 == (point.row - 0.5).rounded() {
        levels.append(Edge(top: next, bottom: point))
      }
    }
  }

  /// Adds the spans within a window, in no order and perhaps touching.
  func appendSpans(in window: PixelWindow, to spans: inout [PixelSpan]) {
    guard !window.isEmpty else { return }
    var crossings: [(row: Int, column: Double)] = []
    let first = reach.partitioningIndex { $0 > Double(window.rows.lowerBound) }
    for edge in edges[first...] {
      if edge.top.row > Double(window.rows.upperBound) { break }
      appendCrossings(of: edge, rows: window.rows, to: &crossings)
    }
    crossings.sort { ($0.row, $0.column) < ($1.row, $1.column) }
    var index = 0
    while index + 1 < crossings.count {
      let (one, two) = (crossings[index], crossings[index + 1])
      append(one.row, one.column, two.column, window, &spans)
      index += 2
    }
    for level in levels where window.rows.contains(Int((level.top.row - 0.5).bounded)) {
      append(Int((level.top.row - 0.5).bounded), level.top.column, level.bottom.column, window, &spans)
    }
  }

  private func appendCrossings(
    of edge: Edge, rows: Range<Int>, to crossings: inout [(row: Int, column: Double)]
  ) {
    // Rows whose centre y fulfils top <= y < bottom.
    let lower = max(rows.lowerBound, Int((edge.top.row - 0.5).rounded(.up).bounded))
    let upper = min(rows.upperBound, Int((edge.bottom.row - 0.5).rounded(.up).bounded))
    guard lower < upper else { return }
    let (width, height) = (edge.bottom.column - edge.top.column, edge.bottom.row - edge.top.row)
    for row in lower..<upper {
      let centre = Double(row) + 0.5
      crossings.append((row, (centre - edge.top.row) * width / height + edge.top.column))
    }
  }

  private func append(
    _ row: Int, _ left: Double, _ right: Double, _ window: PixelWindow, _ spans: inout [PixelSpan]
  ) {
    let columns = Int((left + 0.5).rounded(.down).bounded)..<Int((right + 0.5).rounded(.down).bounded)
    let cut = columns.clamped(to: window.columns)
    if !cut.isEmpty { spans.append(PixelSpan(row: row, columns: cut)) }
  }
}

extension Double {
  /// The number, moved into what 48 bits hold; NaN becomes 0.
  var bounded: Double { isNaN ? 0 : Swift.min(Swift.max(self, -1e14), 1e14) }
}

extension Array {
  /// The first index whose element fulfils a condition that holds from some
  /// element on.
  func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
