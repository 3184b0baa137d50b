import Pixels

/// Rows that wait for the fate of their components, with one label for each run.
///
/// A label below 0 is a run's final class `code`, kept as -1 - code.
struct HeldRows: ~Copyable {
  private(set) var rows: [ClassRow] = []
  private var firstRow = 0
  var labels = Slab<Int32>(capacity: 1024)
  private var firstLabel = 0
  /// Runs of the first row whose fate is known.
  private var knownRuns = 0
  private var changesFirstRow = false

  var count: Int { rows.count - firstRow }
  var labelCount: Int { labels.count - firstLabel }
  var usedLabels: Range<Int> { firstLabel..<labels.count }

  mutating func append(_ row: ClassRow, labels newLabels: borrowing Slab<Int32>) {
    rows.append(row)
    for i in 0..<newLabels.count { labels.append(newLabels.base[i]) }
  }

  /// Moves the rows whose components' fates are all known after `row` to the
  /// end of `released`.
  mutating func release(
    into released: inout [ClassRow], forest: inout ComponentForest, after row: Int32
  ) {
    while firstRow < rows.count {
      let runCount = rows[firstRow].runs.count
      guard knowFirstRow(runCount: runCount, &forest, after: row) else { break }
      released.append(changesFirstRow ? recoded(rows[firstRow]) : rows[firstRow])
      rows[firstRow] = ClassRow()
      firstRow += 1
      firstLabel += runCount
      knownRuns = 0
      changesFirstRow = false
    }
    dropReleased()
  }

  /// True where the fate of every run of the first row is known.
  private mutating func knowFirstRow(
    runCount: Int, _ forest: inout ComponentForest, after row: Int32
  ) -> Bool {
    let first = labels.base + firstLabel
    return rows[firstRow].runs.withUnsafeBufferPointer { runs in
      while knownRuns < runCount {
        let fate = forest.fate(of: first[knownRuns], after: row)
        if fate < 0 { return false }
        if fate != Int16(runs[knownRuns].code) { changesFirstRow = true }
        first[knownRuns] = -1 - Int32(fate)
        knownRuns += 1
      }
      return true
    }
  }

  private func recoded(_ row: ClassRow) -> ClassRow {
    let runs = row.runs
    var result = ClassRow()
    for i in 0..<runs.count {
      result.append(code: ClassCode(-1 - labels.base[firstLabel + i]), count: runs[i].count)
    }
    return result
  }

  private mutating func dropReleased() {
    if firstRow == rows.count || firstRow > 64 && firstRow * 2 > rows.count {
      rows.removeFirst(firstRow)
      firstRow = 0
    }
    if firstLabel == labels.count || firstLabel > 4096 && firstLabel * 2 > labels.count {
      labels.removeFirst(firstLabel)
      firstLabel = 0
    }
  }
}
