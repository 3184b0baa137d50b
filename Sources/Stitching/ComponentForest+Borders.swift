import Pixels

extension ComponentForest {
  /// Notes `edges` pixel edges between the components of two labels.
  @inline(__always)
  mutating func meet(_ a: Int32, _ b: Int32, edges: Int) {
    if a < Self.settledCount, b < Self.settledCount { return }
    meetUnsettled(find(a), find(b), edges: edges)
  }

  private mutating func meetUnsettled(_ a: Int32, _ b: Int32, edges: Int) {
    let codes = (nodes[a].code, nodes[b].code)
    if plan.fillsHoles {
      if a >= Self.settledCount { _ = surround(a, by: Int16(codes.1)) }
      if b >= Self.settledCount { _ = surround(b, by: Int16(codes.0)) }
    } else {
      if a >= Self.settledCount, codes.1 != .nodata { addBorder(to: a, neighbour: b, edges: edges) }
      if b >= Self.settledCount, codes.0 != .nodata { addBorder(to: b, neighbour: a, edges: edges) }
    }
  }

  /// Notes a class beside a hole; a second class or nodata settles the hole.
  mutating func surround(_ root: Int32, by code: Int16) -> Int32 {
    let known = nodes[root].surrounding
    if code == Int16(ClassCode.nodata) || (known >= 0 && known != code) { return settle(root) }
    nodes[root].surrounding = code
    let node = nodes[root]
    return node.pixelCount >= plan.limit[Int(node.code)] ? settle(root) : root
  }

  private mutating func addBorder(to root: Int32, neighbour: Int32, edges: Int) {
    let last = nodes[root].lastBorder
    if last >= 0, borders[last].neighbour == neighbour {
      borders[last].edges += edges
      return
    }
    let border = takeBorder(Border(neighbour: neighbour, next: -1, edges: edges))
    if last >= 0 { borders[last].next = border } else { nodes[root].firstBorder = border }
    nodes[root].lastBorder = border
  }

  private mutating func takeBorder(_ border: Border) -> Int32 {
    let index = freeBorder
    guard index >= 0 else {
      borders.append(border)
      return Int32(borders.count - 1)
    }
    freeBorder = borders[index].next
    borders[index] = border
    return index
  }

  mutating func joinBorders(of other: Node, to root: Int32) {
    guard other.firstBorder >= 0 else { return }
    let last = nodes[root].lastBorder
    if last >= 0 {
      borders[last].next = other.firstBorder
    } else {
      nodes[root].firstBorder = other.firstBorder
    }
    nodes[root].lastBorder = other.lastBorder
  }

  mutating func freeBorders(of root: Int32) {
    let node = nodes[root]
    guard node.firstBorder >= 0 else { return }
    borders[node.lastBorder].next = freeBorder
    freeBorder = node.firstBorder
    nodes[root].firstBorder = -1
    nodes[root].lastBorder = -1
    nodes[root].unknownBorder = -1
  }
}
