import Grid

/// One edge of a field's boundary that runs from a row to a lower one.
struct CoverageEdge: Sendable {
  /// The end with the smaller row.
  var top: GridPoint
  /// The end with the larger row.
  var bottom: GridPoint
  /// 1 where the field lies to the right of the edge, -1 where to the left.
  var direction: Double

  /// Makes the edge between two vertices in ring order; `nil` where it is level.
  ///
  /// Both directions of travel give the same ends, so that neighbouring fields
  /// share an edge without a gap.
  init?(from start: GridPoint, to end: GridPoint, downward: Double) {
    guard start.row != end.row else { return nil }
    let isDownward = start.row < end.row
    top = isDownward ? start : end
    bottom = isDownward ? end : start
    direction = isDownward ? downward : -downward
  }

  /// The column at which the edge passes a row between its ends.
  func column(atRow row: Double) -> Double {
    if row <= top.row { return top.column }
    if row >= bottom.row { return bottom.column }
    let share = (row - top.row) / (bottom.row - top.row)
    let column = top.column + share * (bottom.column - top.column)
    return min(max(column, min(top.column, bottom.column)), max(top.column, bottom.column))
  }
}

/// What the edges in one pixel add to its row.
struct CoverageCell {
  /// The pixel's column.
  var column: Int
  /// Orders cells of one column by their edges, so that sums never vary.
  var ordinal: Int
  /// What is added to every pixel to the right, as a share of its area.
  var cover: Double
  /// What is added to this pixel, as a share of its area.
  var area: Double
}
