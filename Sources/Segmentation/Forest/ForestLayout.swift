import CForest

/// Builds the tables that `CForest` walks.
struct ForestLayout {
  private(set) var trees: [forest_tree] = []
  private(set) var tables: [UInt8] = []
  private(set) var planeOffsets: [UInt32] = []
  /// Nodes below the tables. The first stands before the leaf that may follow,
  /// since a leaf names the node before itself.
  private(set) var nodes = [forest_node(split: 0, left: 0, value: 0)]

  private let cuts: ForestCuts
  private let leavesAsBytes: Bool

  private static let tableLevels = Int(FOREST_LEVELS)

  init(_ cuts: ForestCuts, leavesAsBytes: Bool) {
    self.cuts = cuts
    self.leavesAsBytes = leavesAsBytes
  }

  mutating func append(_ tree: ForestTree) {
    let levels = min(tree.depth, Self.tableLevels)
    let heap = Self.heap(tree, levels: levels)
    var entry = forest_tree()
    entry.levels = UInt8(levels)
    entry.class_index = UInt8(tree.classIndex)
    entry.levels_below = UInt32(tree.depth - levels)
    entry.planes = UInt32(planeOffsets.count)
    let (cutTable, slotTable) = appendSplits(heap, of: tree, levels: levels, to: &entry)
    entry.cuts = appendTable(cutTable)
    entry.slots = appendTable(slotTable)
    let isDeep = tree.depth > levels
    let leaves =
      isDeep
      ? appendNodes(below: heap, of: tree, levels: levels) : heap.map { tree.nodes[$0].value.bitPattern }
    entry.leaves = appendLeaves(leaves, levels: levels, asBytes: leavesAsBytes && !isDeep)
    trees.append(entry)
  }

  /// The tree's node at each heap place; below a leaf, that leaf.
  private static func heap(_ tree: ForestTree, levels: Int) -> [Int] {
    var heap = [Int](repeating: 0, count: 2 << levels)
    for place in 1..<(1 << levels) {
      let node = tree.nodes[heap[place]]
      heap[2 * place] = node.isLeaf ? heap[place] : Int(node.left)
      heap[2 * place + 1] = node.isLeaf ? heap[place] : Int(node.left) + 1
    }
    return heap
  }

  /// Lists the planes that each level asks for and makes the tables of cut
  /// numbers and slots. A leaf's cut number 0 sends every pixel right.
  private mutating func appendSplits(
    _ heap: [Int], of tree: ForestTree, levels: Int, to entry: inout forest_tree
  ) -> (cuts: [UInt8], slots: [UInt8]) {
    let width = max(64, 1 << levels)
    var cutTable = [UInt8](repeating: 0, count: width)
    var slotTable = cutTable
    for level in 0..<levels {
      var slots: [Int] = []
      for place in (1 << level)..<(2 << level) {
        let node = tree.nodes[heap[place]]
        guard !node.isLeaf else { continue }
        let (plane, number) = cuts.place(of: node)
        let slot = slots.firstIndex(of: plane) ?? slots.count
        if slot == slots.count { slots.append(plane) }
        cutTable[place] = number
        slotTable[place] = UInt8(slot & 1) << 6 | UInt8(slot >> 1) | (isExempt(node, in: plane) ? 0x80 : 0)
      }
      setPlaneCount(slots.count, level: level, of: &entry)
      if slots.count % 2 == 1, let last = slots.last { slots.append(last) }
      planeOffsets += slots.map { UInt32($0 * ForestPredictor.groupSize) }
    }
    return (cutTable, slotTable)
  }

  /// Whether missing values go left here but right at other splits.
  private func isExempt(_ node: ForestNode, in plane: Int) -> Bool {
    node.missingGoesLeft && cuts.planes[plane].missing == .mixed
  }

  private func setPlaneCount(_ count: Int, level: Int, of entry: inout forest_tree) {
    withUnsafeMutableBytes(of: &entry.plane_counts) { $0[level] = UInt8(count) }
  }

  /// Appends a table at a cache line's start.
  private mutating func appendTable(_ table: [UInt8]) -> UInt32 {
    tables += [UInt8](repeating: 0, count: -tables.count & 63)
    defer { tables += table }
    return UInt32(tables.count)
  }

  /// Leaves lie at their heap place in one byte: the last level's places
  /// follow those of all splits, and those of level 8 start again at 0.
  private mutating func appendLeaves(_ heap: [UInt32], levels: Int, asBytes: Bool) -> UInt32 {
    let width = asBytes ? max(64, 1 << levels) : min(256, 2 << levels)
    var table = [UInt8](repeating: 0, count: 4 * width)
    for place in (1 << levels)..<(2 << levels) {
      for byte in 0..<4 {
        let part = UInt8(truncatingIfNeeded: heap[place] >> (8 * UInt32(byte)))
        table[asBytes ? byte * width + place % width : place % width * 4 + byte] = part
      }
    }
    return appendTable(table)
  }

  /// Appends what lies below the tables; returns its root at each heap place.
  private mutating func appendNodes(below heap: [Int], of tree: ForestTree, levels: Int) -> [UInt32] {
    var roots = [UInt32](repeating: 0, count: heap.count)
    for place in (1 << levels)..<(2 << levels) {
      roots[place] = UInt32(nodes.count)
      var order = [heap[place]]
      let first = nodes.count
      while nodes.count - first < order.count {
        let node = tree.nodes[order[nodes.count - first]]
        guard !node.isLeaf else {
          nodes.append(forest_node(split: 0, left: UInt32(nodes.count - 1), value: node.value))
          continue
        }
        let (plane, number) = cuts.place(of: node)
        let left = UInt32(first + order.count) | (isExempt(node, in: plane) ? 0x8000_0000 : 0)
        nodes.append(
          forest_node(
            split: UInt32(plane * ForestPredictor.groupSize) << 8 | UInt32(number), left: left, value: 0))
        order += [Int(node.left), Int(node.left) + 1]
      }
    }
    return roots
  }
}
