import Grid
import Pixels

/// Finds narrow strips without a label between labels, along rows and columns.
///
/// A pixel is in a gap where it has no label and at most `width` such pixels
/// lie in one line with it between two labelled ones. Rows come from top to
/// bottom; a row is decided `width` rows later.
struct GapSearch {
  private let width: Int
  private let columns: Range<Int>
  /// For each column the last row with a label.
  private var lastLabel: [Int]
  /// Whether pixels of the last rows are in a gap, by row modulo `width + 1`.
  private var flags: [[Bool]]

  init(width: Int, columns: Range<Int>) {
    self.width = width
    self.columns = columns
    lastLabel = [Int](repeating: -1, count: columns.count)
    flags = [[Bool]](repeating: [Bool](repeating: false, count: columns.count), count: width + 1)
  }

  /// Takes a row's classes and tells the gaps of the row that is now decided.
  mutating func push(
    row: Int, _ classes: UnsafeBufferPointer<ClassCode>, tell: (_ row: Int, _ columns: Range<Int>) -> Void
  ) {
    flush(row: row - width - 1, tell)
    let slot = row % (width + 1)
    var last = -1
    for column in 0..<classes.count where classes[column] != .nodata {
      if last >= 0, column - last > 1, column - last - 1 <= width {
        for gap in (last + 1)..<column { flags[slot][gap] = true }
      }
      last = column
      let above = lastLabel[column]
      if above >= 0, row - above > 1, row - above - 1 <= width {
        for gap in (above + 1)..<row { flags[gap % (width + 1)][column] = true }
      }
      lastLabel[column] = row
    }
  }

  /// Tells the gaps of the rows that are still held, the last of which is `row`.
  mutating func finish(row: Int, tell: (_ row: Int, _ columns: Range<Int>) -> Void) {
    for row in (row - width)...row { flush(row: row, tell) }
  }

  private mutating func flush(row: Int, _ tell: (_ row: Int, _ columns: Range<Int>) -> Void) {
    guard row >= 0 else { return }
    let slot = row % (width + 1)
    var start: Int?
    for column in 0...columns.count {
      let isGap = column < columns.count && flags[slot][column]
      if isGap {
        if start == nil { start = column }
        flags[slot][column] = false
      } else if let first = start {
        tell(row, (columns.lowerBound + first)..<(columns.lowerBound + column))
        start = nil
      }
    }
  }
}
