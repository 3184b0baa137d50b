import Grid

/// A field's rings on their way to becoming edges.
struct FieldOutline {
  /// The area inside of outer rings less that of holes, in pixels.
  private(set) var area = 0.0
  /// False once a vertex was not finite.
  private(set) var isFinite = true

  private var lowest = GridPoint(column: .infinity, row: .infinity)
  private var highest = GridPoint(column: -.infinity, row: -.infinity)
  private var allEdges: [CoverageEdge] = []

  /// Adds a ring in whichever direction it runs.
  mutating func add(ring: [GridPoint], sign: Double) {
    guard ring.allSatisfy({ $0.column.isFinite && $0.row.isFinite }) else {
      isFinite = false
      return
    }
    let signed = Self.signedArea(of: ring)
    guard signed != 0 else { return }
    area += sign * abs(signed)
    let downward = signed < 0 ? sign : -sign
    for (index, point) in ring.enumerated() {
      include(point)
      let next = ring[index + 1 == ring.count ? 0 : index + 1]
      if let edge = CoverageEdge(from: point, to: next, downward: downward) { allEdges.append(edge) }
    }
  }

  /// The pixels of the mosaic that the bounding box touches.
  func window(in mosaic: PixelSize) -> PixelWindow {
    let bounds = PixelWindow(mosaic)
    guard lowest.row <= highest.row else { return PixelWindow(columns: 0..<0, rows: 0..<0) }
    let window = PixelWindow(
      columns: wholeRange(lowest.column, highest.column, within: bounds.columns),
      rows: wholeRange(lowest.row, highest.row, within: bounds.rows))
    return window.isEmpty ? PixelWindow(columns: 0..<0, rows: 0..<0) : window
  }

  /// True where the bounding box does not leave the mosaic.
  func liesInside(_ mosaic: PixelSize) -> Bool {
    lowest.column >= 0 && lowest.row >= 0 && highest.column <= Double(mosaic.width)
      && highest.row <= Double(mosaic.height)
  }

  /// The edges that bear on the pixels of a window.
  func edges(in window: PixelWindow) -> [CoverageEdge] {
    let top = Double(window.rows.lowerBound)
    let bottom = Double(window.rows.upperBound)
    let right = Double(window.columns.upperBound)
    return allEdges.filter {
      $0.top.row < bottom && $0.bottom.row > top && min($0.top.column, $0.bottom.column) < right
    }
  }

  private mutating func include(_ point: GridPoint) {
    lowest.column = min(lowest.column, point.column)
    lowest.row = min(lowest.row, point.row)
    highest.column = max(highest.column, point.column)
    highest.row = max(highest.row, point.row)
  }

  /// The shoelace area about the first vertex, which keeps far rings precise.
  private static func signedArea(of ring: [GridPoint]) -> Double {
    guard let first = ring.first else { return 0 }
    var sum = 0.0
    for index in ring.indices.dropLast() {
      let (a, b) = (ring[index], ring[index + 1])
      sum +=
        (a.column - first.column) * (b.row - first.row)
        - (b.column - first.column) * (a.row - first.row)
    }
    return sum / 2
  }
}
