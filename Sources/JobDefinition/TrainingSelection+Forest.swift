extension TrainingSelection {
  /// How trees are grown.
  public struct Forest: Hashable, Sendable {
    /// What the trees are to one another.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// Each mends what those before it got wrong.
      case boosted
      /// Each is grown alone; they vote.
      case randomForest = "random_forest"
    }

    /// How parameters are looked for.
    public enum Search: String, Hashable, Sendable, CaseIterable {
      /// A few combinations are judged on the folds; the best is taken.
      case small
      /// They are taken as given.
      case none
    }

    /// What the number of rounds can be.
    public static let rounds = 1...10_000
    /// What the depth can be.
    public static let depths = 1...16
    /// What the rounds without gain can be.
    public static let stoppings = 0...10_000

    /// What the trees are to one another.
    public var kind = Kind.boosted
    /// The most rounds of boosting, or trees for each class of a random forest.
    public var rounds = 200
    /// The most splits from root to leaf.
    public var depth = 6
    /// How much of each tree's answer counts, above 0 to 1; boosting only.
    public var learningRate = 0.1
    /// The least weight of samples in a leaf.
    public var minimumChildWeight = 5.0
    /// The part of the samples that each tree sees, above 0 to 1.
    public var subsample = 0.7
    /// The part of the features that each tree sees, above 0 to 1.
    public var columns = 0.5
    /// How parameters are looked for.
    public var search = Search.none
    /// After how many rounds without gain growth ends; 0 for never; boosting only.
    public var earlyStopping = 20

    /// Makes the standard boosted forest.
    public init() {}
  }

  /// How samples are varied, because the next flight has other light.
  ///
  /// Each number is the greatest change; 0 switches it off.
  public struct Augmentation: Hashable, Sendable {
    /// What the number of copies can be; 0 switches everything off.
    public static let copyCounts = 0...20

    /// How many varied copies there are of each sample.
    public var copies = 1
    /// The part by which all light is brighter or darker, below 1.
    public var gain = 0.15
    /// The change of the exponent of the tone curve, below 1.
    public var gamma = 0.1
    /// The part by which one band is brighter than another, below 1.
    public var whiteBalance = 0.08
    /// The part by which light changes across a block, below 1.
    public var gradient = 0.1
    /// The part of blocks on which a shadow falls, up to 1.
    public var shadow = 0.2
    /// The greatest sigma of blur in pixels, up to 10.
    public var blur = 1.0
    /// The standard deviation of noise as a part of full scale, up to 1.
    public var noise = 0.01
    /// The part by which things are larger or smaller, below 1.
    public var scale = 0.15
    /// Whether blocks are turned.
    public var rotates = true
    /// Whether blocks are mirrored.
    public var flips = true

    /// Makes the standard augmentation.
    public init() {}

    /// No augmentation at all.
    public static var none: Augmentation {
      var augmentation = Augmentation()
      augmentation.copies = 0
      return augmentation
    }
  }
}
