/// Room for one row's cells and spans, kept from row to row.
struct CoverageScratch {
  var cells: [CoverageCell] = []
  var spans: [CoverageSpan] = []

  /// Adds columns of one weight, joined to the span before where they fit.
  mutating func append(from start: Int, to end: Int, fraction: Double) {
    let weight = CoverageWeight(fraction: fraction)
    guard start < end, weight.units > 0 else { return }
    if let last = spans.last, last.end == start, last.weight == weight {
      spans[spans.count - 1].end = end
    } else {
      spans.append(CoverageSpan(start: start, end: end, weight: weight))
    }
  }
}

extension FieldCoverage {
  /// The covered pixels of a row of the mosaic from left to right.
  ///
  /// Rows that the field does not touch have none.
  public func spans(row: Int) -> [CoverageSpan] {
    var scratch = CoverageScratch()
    findSpans(row: row, scratch: &scratch)
    return scratch.spans
  }

  /// Leaves the covered pixels of a row in `scratch.spans`.
  func findSpans(row: Int, scratch: inout CoverageScratch) {
    scratch.cells.removeAll(keepingCapacity: true)
    scratch.spans.removeAll(keepingCapacity: true)
    guard rows.contains(row), !edges.isEmpty else { return }
    for index in edgeIndices(row: row) { addCells(of: edges[Int(index)], row: row, to: &scratch.cells) }
    scratch.cells.sort { ($0.column, $0.ordinal) < ($1.column, $1.ordinal) }
    sweep(&scratch)
  }

  /// Turns sorted cells into spans, carrying what lies to the left along.
  private func sweep(_ scratch: inout CoverageScratch) {
    var carried = 0.0
    var column = columns.lowerBound
    var index = 0
    while index < scratch.cells.count {
      let next = scratch.cells[index].column
      scratch.append(from: column, to: next, fraction: carried)
      var here = carried
      while index < scratch.cells.count, scratch.cells[index].column == next {
        here += scratch.cells[index].area
        carried += scratch.cells[index].cover
        index += 1
      }
      scratch.append(from: next, to: next + 1, fraction: here)
      column = next + 1
    }
    scratch.append(from: column, to: columns.upperBound, fraction: carried)
  }

  /// Adds the cells that an edge passes in a row.
  private func addCells(of edge: CoverageEdge, row: Int, to cells: inout [CoverageCell]) {
    let top = max(edge.top.row, Double(row))
    let bottom = min(edge.bottom.row, Double(row + 1))
    guard top < bottom else { return }
    let ends = (edge.column(atRow: top), edge.column(atRow: bottom))
    addCells(
      from: min(ends.0, ends.1), to: max(ends.0, ends.1),
      height: edge.direction * (bottom - top), to: &cells)
  }

  /// Spreads an edge's height over the columns that it passes.
  ///
  /// Left of the first column everything counts as lying on its left border;
  /// right of the last nothing counts.
  private func addCells(from left: Double, to right: Double, height: Double, to cells: inout [CoverageCell]) {
    let first = Double(columns.lowerBound)
    let last = Double(columns.upperBound)
    guard left < last else { return }
    let share = { (column: Double) in right > left ? (column - left) / (right - left) : 1 }
    var done = 0.0
    if left < first {
      done = right > first ? share(first) : 1
      cells.append(
        CoverageCell(
          column: columns.lowerBound, ordinal: cells.count, cover: height * done, area: height * done))
      guard right > first else { return }
    }
    var from = max(left, first)
    let end = min(right, last)
    var column = Int(from.rounded(.down))
    repeat {
      let to = min(Double(column + 1), end)
      let reached = to >= right ? 1 : share(to)
      let cover = height * (reached - done)
      let area = cover * (Double(column + 1) - (from + to) / 2)
      cells.append(CoverageCell(column: column, ordinal: cells.count, cover: cover, area: area))
      (from, done) = (to, reached)
      column += 1
    } while from < end
  }
}
