/// Walks trees in plain Swift, eight pixels side by side so that the memory's
/// delays overlap.
final class ScalarForestWalker: ForestWalker {
  /// A node that needs no branch: a leaf leads to itself.
  struct Node {
    var threshold: Float
    var left: Int32
    var feature: Int32
    var missingGoesLeft: Bool
  }

  private struct Tree {
    var first: Int
    var depth: Int
    var sums: Int
  }

  private let trees: [Tree]
  private let nodes: UnsafeMutablePointer<Node>
  private let values: UnsafeMutablePointer<Float>

  init(_ forest: Forest) {
    let count = forest.trees.reduce(0) { $0 + $1.nodes.count }
    nodes = .allocate(capacity: count)
    values = .allocate(capacity: count)
    var trees: [Tree] = []
    var first = 0
    for tree in forest.trees {
      trees.append(
        Tree(first: first, depth: tree.depth, sums: tree.classIndex * ForestPredictor.groupSize))
      for (index, node) in tree.nodes.enumerated() {
        (nodes + first + index).initialize(to: Self.node(node, at: index))
        (values + first + index).initialize(to: node.value)
      }
      first += tree.nodes.count
    }
    self.trees = trees
  }

  deinit {
    nodes.deallocate()
    values.deallocate()
  }

  /// Nothing lies below a leaf's threshold, so that the way leads right, to
  /// the leaf itself.
  private static func node(_ node: ForestNode, at index: Int) -> Node {
    node.isLeaf
      ? Node(threshold: -.infinity, left: Int32(index) - 1, feature: -1, missingGoesLeft: false)
      : Node(
        threshold: node.value, left: node.left, feature: node.feature,
        missingGoesLeft: node.missingGoesLeft)
  }

  func addTrees(
    of features: UnsafePointer<UnsafePointer<Float>>, start: Int, count: Int,
    to sums: UnsafeMutablePointer<Float>
  ) {
    for tree in trees {
      for pixel in stride(from: 0, to: count, by: 8) {
        add(
          tree, of: features, pixel: start + pixel, count: min(8, count - pixel), to: sums + tree.sums + pixel
        )
      }
    }
  }

  @inline(__always)
  private func add(
    _ tree: Tree, of features: UnsafePointer<UnsafePointer<Float>>, pixel: Int, count: Int,
    to sums: UnsafeMutablePointer<Float>
  ) {
    let nodes = nodes + tree.first
    var places = SIMD8<Int32>.zero
    for _ in 0..<tree.depth {
      for lane in 0..<8 {
        let node = nodes[Int(places[lane])]
        let plane = features[Int(max(node.feature, 0))]
        let value = plane[pixel + min(lane, count - 1)]
        let goesLeft = value < node.threshold || (value.isNaN && node.missingGoesLeft)
        places[lane] = node.left &+ (goesLeft ? 0 : 1)
      }
    }
    let values = values + tree.first
    for lane in 0..<count { sums[lane] += values[Int(places[lane])] }
  }
}
