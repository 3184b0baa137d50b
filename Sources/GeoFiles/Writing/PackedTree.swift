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

  /// Some cells, and the node above.
  struct Node: Hashable, Sendable {
    var cells: [Cell]
    /// The number of the node above; `nil` for the root.
    var parent: Int?
  }

  /// The nodes; number 1, the root, comes first.
  private(set) var nodes: [Node]
  /// Levels above the leaves.
  private(set) var depth = 0
  /// How many of the last nodes are leaves.
  private(set) var leafCount: Int

  /// Packs cells, at most `capacity` in a node.
  init(_ cells: [Cell], capacity: Int) {
    var levels = [Self.pack(cells, capacity: capacity)]
    while let top = levels.last, top.count > 1 {
      let boxes = top.enumerated().map { place, cells in Self.box(of: cells, number: Int64(place)) }
      levels.append(Self.pack(boxes, capacity: capacity))
      depth += 1
    }
    leafCount = levels[0].count
    nodes = []
    var first = 1
    var parents: [Int: Int] = [:]
    for (level, groups) in levels.enumerated().reversed() {
      let below = first + groups.count
      var known = parents
      parents = [:]
      for (place, cells) in groups.enumerated() {
        let renumbered = level == 0 ? cells : cells.map { Self.shifted($0, by: below) }
        if level > 0 { for cell in cells { parents[Int(cell.number)] = first + place } }
        nodes.append(Node(cells: renumbered, parent: known.removeValue(forKey: place)))
      }
      first = below
    }
  }

  /// Cells by nodes, slice by slice.
  private static func pack(_ cells: [Cell], capacity: Int) -> [[Cell]] {
    guard cells.count > capacity else { return [cells] }
    let nodeCount = (cells.count + capacity - 1) / capacity
    let sliceCount = Int(Double(nodeCount).squareRoot().rounded(.up))
    let sliceLength = (nodeCount + sliceCount - 1) / sliceCount * capacity
    let sorted = cells.sorted {
      ($0.middle.x, $0.middle.y, $0.number) < ($1.middle.x, $1.middle.y, $1.number)
    }
    return stride(from: 0, to: sorted.count, by: sliceLength).flatMap { start in
      let slice = sorted[start..<min(start + sliceLength, sorted.count)]
        .sorted { ($0.middle.y, $0.middle.x, $0.number) < ($1.middle.y, $1.middle.x, $1.number) }
      return stride(from: 0, to: slice.count, by: capacity).map {
        Array(slice[$0..<min($0 + capacity, slice.count)])
      }
    }
  }

  private static func box(of cells: [Cell], number: Int64) -> Cell {
    cells.dropFirst().reduce(Cell(number: number, least: cells[0].least, most: cells[0].most)) { box, cell in
      Cell(
        number: number, least: pointwiseMin(box.least, cell.least), most: pointwiseMax(box.most, cell.most))
    }
  }

  private static func shifted(_ cell: Cell, by first: Int) -> Cell {
    Cell(number: cell.number + Int64(first), least: cell.least, most: cell.most)
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
