/// An R-tree of boxes that are all known before it is built.
///
/// Boxes are sorted into slices by their horizontal middle and within slices by
/// their vertical one, and packed into full nodes; so are the nodes of each
/// level. Equal boxes give equal trees.
///
/// Source: Leutenegger, Lopez and Edgington 1997, "STR: a simple and efficient
/// algorithm for R-tree packing", <https://doi.org/10.1109/ICDE.1997.582015>.
struct PackedTree {
  /// A box with its number: a feature's in a leaf, a node's above.
  struct Cell: Hashable, Sendable {
    var number: Int64
    var least: SIMD2<Float>
    var most: SIMD2<Float>
  }

  /// One row of nodes, the leaves or those above them.
  private struct Level {
    /// The cells of all nodes, one after another.
    var cells: [Cell]
    /// Where each node's cells lie.
    var nodes: [Range<Int>]
    /// The number of the first node.
    var first = 0
  }

  /// From the leaves to the root, whose number is 1.
  private var levels: [Level]

  /// Levels above the leaves.
  var depth: Int { levels.count - 1 }

  /// Packs cells, at most `capacity` in a node; beside them it holds little.
  init(_ cells: consuming [Cell], capacity: Int) {
    levels = [Self.pack(cells, capacity: capacity)]
    while let top = levels.last, top.nodes.count > 1 {
      let boxes = top.nodes.enumerated().map { Self.box(of: top.cells[$1], number: Int64($0)) }
      levels.append(Self.pack(boxes, capacity: capacity))
    }
    var first = 1
    for level in levels.indices.reversed() {
      levels[level].first = first
      first += levels[level].nodes.count
    }
    for level in levels.indices.dropFirst() {
      let below = Int64(levels[level - 1].first)
      for cell in levels[level].cells.indices { levels[level].cells[cell].number += below }
    }
  }

  /// Hands over the number and the cells of every node, the root first.
  func forEachNode<Failure>(
    _ body: (_ number: Int, _ cells: ArraySlice<Cell>, _ isLeaf: Bool) throws(Failure) -> Void
  ) throws(Failure) {
    for (height, level) in levels.enumerated().reversed() {
      for (place, node) in level.nodes.enumerated() {
        try body(level.first + place, level.cells[node], height == 0)
      }
    }
  }

  /// Sorts cells slice by slice and cuts them into nodes.
  private static func pack(_ cells: consuming [Cell], capacity: Int) -> Level {
    guard cells.count > capacity else { return Level(cells: cells, nodes: [0..<cells.count]) }
    let nodeCount = (cells.count + capacity - 1) / capacity
    let sliceCount = Int(Double(nodeCount).squareRoot().rounded(.up))
    let sliceLength = (nodeCount + sliceCount - 1) / sliceCount * capacity
    var nodes: [Range<Int>] = []
    cells.sort { ($0.middle.x, $0.middle.y, $0.number) < ($1.middle.x, $1.middle.y, $1.number) }
    for start in stride(from: 0, to: cells.count, by: sliceLength) {
      let end = min(start + sliceLength, cells.count)
      cells[start..<end].sort {
        ($0.middle.y, $0.middle.x, $0.number) < ($1.middle.y, $1.middle.x, $1.number)
      }
      for node in stride(from: start, to: end, by: capacity) {
        nodes.append(node..<min(node + capacity, end))
      }
    }
    return Level(cells: cells, nodes: nodes)
  }

  private static func box(of cells: ArraySlice<Cell>, number: Int64) -> Cell {
    let first = cells[cells.startIndex]
    return cells.reduce(Cell(number: number, least: first.least, most: first.most)) { box, cell in
      Cell(
        number: number, least: pointwiseMin(box.least, cell.least), most: pointwiseMax(box.most, cell.most))
    }
  }
}

extension PackedTree.Cell {
  /// The box of a point, no smaller than the point in single precision.
  init(number: Int64, x: Double, y: Double) {
    self.init(
      number: number, least: SIMD2(Self.floor(x), Self.floor(y)),
      most: SIMD2(-Self.floor(-x), -Self.floor(-y)))
  }

  fileprivate var middle: SIMD2<Float> { least / 2 + most / 2 }

  /// The greatest float that is not above a value.
  private static func floor(_ value: Double) -> Float {
    let nearest = Float(value)
    return Double(nearest) > value ? nearest.nextDown : nearest
  }
}
