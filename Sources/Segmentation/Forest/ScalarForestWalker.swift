/// Walks trees in plain Swift, eight pixels side by side so that the memory's
/// delays overlap.
final class ScalarForestWalker: ForestWalker {
  /// A node that needs no branch: a leaf leads to itself.
  struct Node {
    var threshold: Float
    var left: Int32
    var feature: Int32
    /// 1 or 0, so that it can be reckoned with.
    var missingGoesLeft: Int32
  }

  private struct Tree {
    var first: Int
    var depth: Int
    var sums: Int
  }

  private let trees: [Tree]
  private let nodes: UnsafeMutablePointer<Node>
  private let values: UnsafeMutablePointer<Float>
  /// Where each lane stands.
  private let places: UnsafeMutablePointer<Int32>

  private static let lanes = 8

  init(_ forest: Forest) {
    let count = forest.trees.reduce(0) { $0 + $1.nodes.count }
    nodes = .allocate(capacity: count)
    values = .allocate(capacity: count)
    places = .allocate(capacity: Self.lanes)
    places.initialize(repeating: 0, count: Self.lanes)
    var trees: [Tree] = []
    var first = 0
    for tree in forest.trees {
      // What leaves look at, although it cannot move them.
      let anyFeature = tree.nodes.first.map { max(0, $0.feature) } ?? 0
      trees.append(
        Tree(first: first, depth: tree.depth, sums: tree.classIndex * ForestPredictor.groupSize))
      for (index, node) in tree.nodes.enumerated() {
        (nodes + first + index).initialize(to: Self.node(node, at: index, leafFeature: anyFeature))
        (values + first + index).initialize(to: node.value)
      }
      first += tree.nodes.count
    }
    self.trees = trees
  }

  deinit {
    nodes.deallocate()
    values.deallocate()
    places.deallocate()
  }

  /// Nothing lies below a leaf's threshold, so that the way leads right, to
  /// the leaf itself.
  private static func node(_ node: ForestNode, at index: Int, leafFeature: Int32) -> Node {
    node.isLeaf
      ? Node(threshold: -.infinity, left: Int32(index) - 1, feature: leafFeature, missingGoesLeft: 0)
      : Node(
        threshold: node.value, left: node.left, feature: node.feature,
        missingGoesLeft: node.missingGoesLeft ? 1 : 0)
  }

  func addTrees(
    of features: UnsafePointer<UnsafePointer<Float>>, start: Int, count: Int,
    to sums: UnsafeMutablePointer<Float>
  ) {
    let whole = count & ~(Self.lanes - 1)
    for tree in trees {
      let sums = sums + tree.sums
      for pixel in stride(from: 0, to: whole, by: Self.lanes) {
        add(tree, of: features, pixel: start + pixel, lanes: Self.lanes, to: sums + pixel)
      }
      for pixel in whole..<count {
        add(tree, of: features, pixel: start + pixel, lanes: 1, to: sums + pixel)
      }
    }
  }

  /// Walks pixels that lie side by side; `lanes` is a constant.
  @inline(__always)
  private func add(
    _ tree: Tree, of features: UnsafePointer<UnsafePointer<Float>>, pixel: Int, lanes: Int,
    to sums: UnsafeMutablePointer<Float>
  ) {
    let nodes = UnsafePointer(nodes + tree.first)
    for lane in 0..<lanes { places[lane] = 0 }
    for _ in 0..<tree.depth {
      for lane in 0..<lanes {
        let node = nodes + Int(places[lane])
        let value = features[Int(node.pointee.feature)][pixel + lane]
        let isBelow: Int32 = value < node.pointee.threshold ? 1 : 0
        let isNotAbove: Int32 = value >= node.pointee.threshold ? 0 : 1
        places[lane] = node.pointee.left &+ 1 &- (isBelow | (isNotAbove & node.pointee.missingGoesLeft))
      }
    }
    let values = values + tree.first
    for lane in 0..<lanes { sums[lane] += values[Int(places[lane])] }
  }
}
