import FieldStatistics
import Grid

/// Which block of a scene a pixel belongs to.
enum BlockMap: Sendable {
  /// The whole scene is one block.
  case whole
  /// Squares of a grid that begins at the scene's origin.
  case grid(side: Int, columnCount: Int)
  /// The fields, by their place; what is outside of them belongs to none.
  case fields([FieldCoverage])

  /// True where the whole scene is one block.
  var isWhole: Bool { if case .whole = self { true } else { false } }

  /// Writes the block of each pixel of part of a row; -1 for none.
  func write(row: Int, columns: Range<Int>, into blocks: inout [Int32]) {
    blocks.removeAll(keepingCapacity: true)
    switch self {
    case .whole: blocks.append(contentsOf: repeatElement(0, count: columns.count))
    case .grid(let side, let columnCount):
      let first = row / side * columnCount
      for column in columns { blocks.append(Int32(first + column / side)) }
    case .fields(let coverages):
      blocks.append(contentsOf: repeatElement(-1, count: columns.count))
      for (field, coverage) in coverages.enumerated() where coverage.rows.contains(row) {
        for span in coverage.spans(row: row) where span.weight.fraction > 0.5 {
          for column in (Int(span.start)..<Int(span.end)).clamped(to: columns) {
            blocks[column - columns.lowerBound] = Int32(field)
          }
        }
      }
    }
  }

  /// Windows that hold all labels, none larger than `side` and none across
  /// squares of the grid.
  func windows(of extent: PixelWindow, side: Int) -> [PixelWindow] {
    var step = side
    if case .grid(let blockSide, _) = self { step = min(side, blockSide) }
    func cuts(_ range: Range<Int>) -> [Range<Int>] {
      guard !range.isEmpty else { return [] }
      var edges = Set([range.lowerBound, range.upperBound])
      func cut(every step: Int) {
        for edge in stride(from: (range.lowerBound / step + 1) * step, to: range.upperBound, by: step) {
          edges.insert(edge)
        }
      }
      cut(every: step)
      if case .grid(let blockSide, _) = self { cut(every: blockSide) }
      let sorted = edges.sorted()
      return zip(sorted, sorted.dropFirst()).map { $0..<$1 }
    }
    return cuts(extent.rows).flatMap { rows in
      cuts(extent.columns).map { PixelWindow(columns: $0, rows: rows) }
    }
  }
}

extension BlockMap {
  /// The block of one pixel; `nil` for none.
  func block(row: Int, column: Int) -> Int? {
    switch self {
    case .whole: return 0
    case .grid(let side, let columnCount): return row / side * columnCount + column / side
    case .fields(let coverages):
      return coverages.lastIndex { coverage in
        coverage.rows.contains(row)
          && coverage.spans(row: row).contains {
            $0.weight.fraction > 0.5 && (Int($0.start)..<Int($0.end)).contains(column)
          }
      }
    }
  }
}
