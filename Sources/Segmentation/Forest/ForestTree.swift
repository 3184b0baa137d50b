/// One tree with its nodes in order of depth; the two children of a split
/// lie side by side.
public struct ForestTree: Sendable, Hashable {
  /// The class whose margin the leaf values are added to.
  public let classIndex: Int
  /// The nodes; the first is the root.
  public let nodes: [ForestNode]
  /// The loss reduction of each split, 0 at leaves.
  public let gains: [Float]
  /// The largest number of splits on a way from the root to a leaf.
  public let depth: Int

  /// Makes a tree of nodes that have been checked.
  init(classIndex: Int, nodes: [ForestNode], gains: [Float]? = nil) {
    self.classIndex = classIndex
    self.nodes = nodes
    self.gains = gains ?? Array(repeating: 0, count: nodes.count)
    var depths = [Int](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated() where !node.isLeaf {
      depths[Int(node.left)] = depths[index] + 1
      depths[Int(node.left) + 1] = depths[index] + 1
    }
    depth = depths.max() ?? 0
  }
}

/// A split or a leaf.
@frozen
public struct ForestNode: Sendable, Hashable {
  /// The threshold of a split, or the value of a leaf.
  public var value: Float
  /// The place of the child for features below the threshold; the other child
  /// follows it. -1 for a leaf.
  public var left: Int32
  /// The feature that a split asks for; -1 for a leaf.
  public var feature: Int32
  /// Whether a missing feature, which is NaN, counts as below the threshold.
  public var missingGoesLeft: Bool

  /// Whether the node has no children.
  @inlinable public var isLeaf: Bool { left < 0 }

  /// Makes a split.
  public static func split(
    _ feature: Int, below threshold: Float, left: Int, missingGoesLeft: Bool = false
  ) -> ForestNode {
    ForestNode(
      value: threshold, left: Int32(left), feature: Int32(feature), missingGoesLeft: missingGoesLeft)
  }

  /// Makes a leaf.
  public static func leaf(_ value: Float) -> ForestNode {
    ForestNode(value: value, left: -1, feature: -1, missingGoesLeft: false)
  }

  init(value: Float, left: Int32, feature: Int32, missingGoesLeft: Bool) {
    self.value = value
    self.left = left
    self.feature = feature
    self.missingGoesLeft = missingGoesLeft
  }
}
