public import Foundation

/// Decision trees whose leaf values add up to a margin for each class.
///
/// Margins become probabilities by softmax. A forest for two classes that has
/// one margin only (`binary:logistic`) keeps a margin of 0 for class 0.
public struct Forest: Sendable, Hashable {
  /// The trees in the order in which their leaf values are added.
  public let trees: [ForestTree]
  /// The number of planes that prediction reads.
  public let featureCount: Int
  /// The number of classes, at least 2.
  public let classCount: Int
  /// What the sum of each class starts with.
  public let baseMargins: [Float]
  /// What the model calls its features; empty where it does not say.
  public let featureNames: [String]

  /// Reads the JSON that XGBoost writes, of versions 1.7 to 3.
  ///
  /// Takes tree boosters and random forests with numeric splits for the
  /// objectives `multi:softprob`, `multi:softmax` and `binary:logistic`.
  ///
  /// - Throws: `ForestError` for JSON that is corrupt, that is not a model or
  ///   that holds what is not supported; the sentence says which.
  public init(xgboostJSON: Data) throws(ForestError) {
    let model = try XGBoostModel(json: xgboostJSON)
    self = try model.makeForest()
  }

  /// Makes a forest of trees that have been checked.
  init(
    trees: [ForestTree], featureCount: Int, baseMargins: [Float], featureNames: [String] = []
  ) {
    self.trees = trees
    self.featureCount = featureCount
    self.baseMargins = baseMargins
    self.featureNames = featureNames
    classCount = baseMargins.count
  }
}

extension Forest {
  /// The features that some split asks for, in rising order.
  public var features: [Int] {
    var used = Set<Int>()
    for tree in trees {
      for node in tree.nodes where !node.isLeaf { used.insert(Int(node.feature)) }
    }
    return used.sorted()
  }

  /// The loss reduction by all splits on each feature, in the loss's own unit;
  /// 0 where a model states none.
  public var gains: [Double] {
    var gains = [Double](repeating: 0, count: featureCount)
    for tree in trees {
      for (node, gain) in zip(tree.nodes, tree.gains) where !node.isLeaf {
        gains[Int(node.feature)] += Double(gain)
      }
    }
    return gains
  }

  /// The number of splits on each feature.
  public var splitCounts: [Int] {
    var counts = [Int](repeating: 0, count: featureCount)
    for tree in trees {
      for node in tree.nodes where !node.isLeaf { counts[Int(node.feature)] += 1 }
    }
    return counts
  }

  /// The largest number of splits on a way from a root to a leaf.
  public var depth: Int { trees.map(\.depth).max() ?? 0 }
}
