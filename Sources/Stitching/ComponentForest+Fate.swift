import Pixels

extension ComponentForest {
  /// The class that a label's component becomes, or -1 where it is not known
  /// yet after `row`.
  @inline(__always)
  mutating func fate(of label: Int32, after row: Int32) -> Int16 {
    let root = find(label)
    if root < Self.settledCount { return Int16(plan.settledCode[Int(root)]) }
    let node = nodes[root]
    if node.outcome >= 0 { return node.outcome }
    if node.lastRow >= row { return -1 }
    let outcome = fateOfClosed(root, after: row)
    nodes[root].outcome = outcome
    return outcome
  }

  private mutating func fateOfClosed(_ root: Int32, after row: Int32) -> Int16 {
    switch plan.kind {
    case .relabel(let smallCode): Int16(smallCode)
    case .fillHoles: max(nodes[root].surrounding, Int16(nodes[root].code))
    case .sieve(let background):
      knowsNeighbours(root, after: row) ? longestBorder(root, background: background) : -1
    }
  }

  /// True where each neighbour is settled or closed; both stay so.
  private func knowsNeighbours(_ root: Int32, after row: Int32) -> Bool {
    var border = nodes[root].unknownBorder
    if border < 0 { border = nodes[root].firstBorder }
    while border >= 0 {
      let neighbour = find(borders[border].neighbour)
      if neighbour >= Self.settledCount, nodes[neighbour].lastRow >= row {
        nodes[root].unknownBorder = border
        return false
      }
      border = borders[border].next
    }
    return true
  }

  private mutating func longestBorder(_ root: Int32, background: ClassCode) -> Int16 {
    let first = nodes[root].firstBorder
    var best = Int16(background)
    var bestEdges = 0
    forEachKeptBorder(from: first) { code, edges in
      tally[code] += edges
      let sum = tally[code]
      if sum > bestEdges || (sum == bestEdges && Int16(code) < best) {
        (best, bestEdges) = (Int16(code), sum)
      }
    }
    forEachKeptBorder(from: first) { code, _ in tally[code] = 0 }
    freeBorders(of: root)
    return best
  }

  @inline(__always)
  private func forEachKeptBorder(from first: Int32, _ body: (_ code: Int32, _ edges: Int) -> Void) {
    var border = first
    while border >= 0 {
      let neighbour = find(borders[border].neighbour)
      if neighbour < Int32(ClassCode.nodata) { body(neighbour, borders[border].edges) }
      border = borders[border].next
    }
  }
}
