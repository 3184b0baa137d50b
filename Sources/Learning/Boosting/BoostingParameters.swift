/// How trees are grown.
public struct BoostingParameters: Sendable, Hashable {
  /// The two ways to combine trees.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Each round's trees correct those before.
    case boosted
    /// All trees are grown for themselves and averaged.
    case randomForest = "random_forest"
  }

  /// How trees are combined.
  public var kind = Kind.boosted
  /// Rounds of boosting, or trees for each class of a random forest.
  public var rounds = 200
  /// The most splits from root to leaf.
  public var depth = 6
  /// What part of a tree's answer is added, 0 to 1; a random forest takes 1.
  public var learningRate = 0.1
  /// The least sum of hessians in a leaf.
  public var minChildWeight = 1.0
  /// The penalty on squared leaf values.
  public var lambda = 1.0
  /// The least loss reduction of a split.
  public var gamma = 0.0
  /// The part of the rows that each tree sees, 0 to 1.
  public var subsample = 1.0
  /// The part of the features that each tree may ask for.
  public var columnsByTree = 1.0
  /// The part of those that each split may ask for.
  public var columnsByNode = 1.0
  /// The most distinct thresholds of a feature, and one.
  public var maxBin = 255
  /// What random choices depend on.
  public var seed = 0
  /// Threads to train with.
  public var threads = 1
  /// Rounds without a better validation loss after which training ends; `nil`
  /// for never.
  public var earlyStoppingRounds: Int?
  /// What rows of each class count besides their own weight; `nil` for 1.
  public var classWeights: [Float]?

  /// Makes the standard parameters of a kind.
  public init(kind: Kind = .boosted) {
    self.kind = kind
    guard kind == .randomForest else { return }
    depth = 10
    subsample = 0.632
    columnsByNode = 0.5
    lambda = 1e-3
  }
}

extension BoostingParameters {
  /// XGBoost's own parameters in the order in which they are set.
  func settings(classCount: Int) -> [(name: String, value: String)] {
    let isForest = kind == .randomForest
    var settings = [
      ("verbosity", "0"), ("booster", "gbtree"), ("tree_method", "hist"), ("nthread", "\(threads)"),
      ("seed", "\(seed)"), ("base_score", "0.5"), ("eta", isForest ? "1" : "\(learningRate)"),
      ("max_depth", "\(depth)"), ("min_child_weight", "\(minChildWeight)"), ("lambda", "\(lambda)"),
      ("gamma", "\(gamma)"), ("subsample", "\(subsample)"), ("colsample_bytree", "\(columnsByTree)"),
      ("colsample_bynode", "\(columnsByNode)"), ("max_bin", "\(maxBin)"),
      ("num_parallel_tree", isForest ? "\(rounds)" : "1"),
    ]
    if classCount == 2 {
      settings += [("objective", "binary:logistic"), ("eval_metric", "logloss")]
    } else {
      settings += [
        ("objective", "multi:softprob"), ("num_class", "\(classCount)"), ("eval_metric", "mlogloss"),
      ]
    }
    return settings
  }

  /// The rounds that XGBoost counts: a random forest is one round.
  var boostingRounds: Int { kind == .randomForest ? 1 : rounds }
}
