import Pixels

/// A row's runs and the label of each.
struct LabelledRow {
  let runs: UnsafeBufferPointer<ClassRow.Run>
  let labels: UnsafeMutablePointer<Int32>
}

extension ComponentForest {
  /// Labels a row's runs by those of the row above.
  ///
  /// Labels are those of the moment: a later union or settling may hide
  /// behind `find`.
  mutating func label(_ row: LabelledRow, below above: LabelledRow, index: Int32) {
    connect(row, to: above, index: index)
    if plan.usesBorders { meetNeighbours(row, above) }
    if plan.fillsHoles { settleAtEdge(row, isEdge: index == 0 && beginsAtEdge) }
  }

  private mutating func connect(_ row: LabelledRow, to above: LabelledRow, index: Int32) {
    let reach = plan.reach
    var first = 0
    for i in 0..<row.runs.count {
      let run = row.runs[i]
      guard plan.limit[Int(run.code)] > 0 else {
        row.labels[i] = Int32(run.code)
        continue
      }
      while first < above.runs.count, above.runs[first].end + reach <= run.start { first += 1 }
      var root: Int32 = -1
      var k = first
      while k < above.runs.count, above.runs[k].start < run.end + reach {
        if above.runs[k].code == run.code {
          let other = find(above.labels[k])
          root = root < 0 ? other : unite(root, other)
        }
        k += 1
      }
      if root < 0 { root = makeNode(run.code, row: index) }
      row.labels[i] = grow(root, by: run.count, row: index)
    }
  }

  private mutating func meetNeighbours(_ row: LabelledRow, _ above: LabelledRow) {
    for i in stride(from: 1, to: row.runs.count, by: 1) {
      meet(row.labels[i - 1], row.labels[i], edges: 1)
    }
    var i = 0
    var k = 0
    while i < row.runs.count, k < above.runs.count {
      let (run, upper) = (row.runs[i], above.runs[k])
      let end = min(run.end, upper.end)
      if run.code != upper.code {
        meet(row.labels[i], above.labels[k], edges: Int(end - max(run.start, upper.start)))
      }
      if run.end == end { i += 1 }
      if upper.end == end { k += 1 }
    }
  }

  private mutating func settleAtEdge(_ row: LabelledRow, isEdge: Bool) {
    guard row.runs.count > 0 else { return }
    if isEdge { return settleAll(row) }
    _ = settle(find(row.labels[0]))
    _ = settle(find(row.labels[row.runs.count - 1]))
  }

  /// Settles every component of a row that lies on the mosaic's edge.
  mutating func settleAll(_ row: LabelledRow) {
    for i in 0..<row.runs.count { _ = settle(find(row.labels[i])) }
  }
}
