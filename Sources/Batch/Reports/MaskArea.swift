import Grid

/// A part of a mask that is to be drawn.
struct MaskArea {
  /// The part on the mask's grid; it may leave the mask.
  var window: PixelWindow
  /// The boundaries of fields on the mask's grid, each with all of its rings.
  var fields: [[[GridPoint]]] = []
  /// False where the whole window is drawn, true where only fields are.
  var isClipped = false
  /// The longest side that the picture may have.
  var longestSide: Int
  /// The side of the squares in which classes are counted within fields, in
  /// the mask's pixels.
  var cellSide: Double?

  /// The smallest window around points, with a margin.
  init(around rings: [[GridPoint]], longestSide: Int) {
    let points = rings.joined()
    func range(_ values: [Double]) -> Range<Int> {
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      let margin = max((high - low) * 0.02, 1)
      return Int((low - margin).rounded(.down))..<Int((high + margin).rounded(.up))
    }
    self.init(
      window: PixelWindow(columns: range(points.map(\.column)), rows: range(points.map(\.row))),
      longestSide: longestSide)
  }

  init(window: PixelWindow, longestSide: Int) {
    (self.window, self.longestSide) = (window, longestSide)
  }
}

/// Which places of a row lie in any of several polygons with holes.
struct RowSpans {
  private let fields: [(rows: ClosedRange<Double>, rings: [[GridPoint]])]

  init(_ fields: [[[GridPoint]]]) {
    self.fields = fields.compactMap { rings in
      let rows = rings.joined().map(\.row)
      guard let low = rows.min(), let high = rows.max() else { return nil }
      return (low...high, rings)
    }
  }

  /// Marks the places whose middles lie inside at a height, by the even-odd
  /// rule for each polygon.
  ///
  /// - Parameters:
  ///   - row: The height on the grid.
  ///   - start: The column of the first place's left edge.
  ///   - step: The width of a place in columns.
  func mark(_ inside: inout [Bool], atRow row: Double, from start: Double, step: Double) {
    for place in inside.indices { inside[place] = false }
    for field in fields where field.rows.contains(row) {
      let crossings = field.rings.flatMap { Self.crossings(of: $0, atRow: row) }.sorted()
      for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
        let first = max(0, Int(((crossings[pair] - start) / step - 0.5).rounded(.up)))
        let end = min(inside.count, Int(((crossings[pair + 1] - start) / step - 0.5).rounded(.up)))
        guard first < end else { continue }
        for place in first..<end { inside[place] = true }
      }
    }
  }

  private static func crossings(of ring: [GridPoint], atRow row: Double) -> [Double] {
    guard var last = ring.last else { return [] }
    var crossings: [Double] = []
    for point in ring {
      if (last.row > row) != (point.row > row) {
        let share = (row - last.row) / (point.row - last.row)
        crossings.append(last.column + share * (point.column - last.column))
      }
      last = point
    }
    return crossings
  }
}
