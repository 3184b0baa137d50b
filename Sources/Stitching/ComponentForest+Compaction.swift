import Pixels

extension ComponentForest {
  /// Starts to drop the nodes that nothing refers to any more.
  ///
  /// Every label still in use is then passed through `rename`, and `endCompaction`
  /// comes last.
  mutating func beginCompaction() {
    renamed.fill(-1, count: nodes.count)
    spare.removeAll()
    Self.appendSettled(to: &spare)
  }

  /// The new label of one that is still in use.
  mutating func rename(_ label: Int32) -> Int32 {
    let root = find(label)
    if root < Self.settledCount { return root }
    if renamed[root] < 0 {
      let fresh = Int32(spare.count)
      renamed[root] = fresh
      spare.append(nodes[root])
      spare[fresh].parent = fresh
    }
    return renamed[root]
  }

  /// Ends the compaction after `row`.
  ///
  /// Closed neighbours that are not settled are small and never win a border,
  /// so that nodata can stand for them.
  mutating func endCompaction(after row: Int32) {
    for fresh in stride(from: Self.settledCount, to: Int32(spare.count), by: 1) {
      var border = spare[fresh].firstBorder
      while border >= 0 {
        let neighbour = find(borders[border].neighbour)
        if neighbour < Self.settledCount {
          borders[border].neighbour = neighbour
        } else {
          let isClosed = nodes[neighbour].lastRow < row || renamed[neighbour] < 0
          borders[border].neighbour = isClosed ? Int32(ClassCode.nodata) : renamed[neighbour]
        }
        border = borders[border].next
      }
    }
    swap(&nodes, &spare)
  }
}
