public import Pixels

/// What a model is learned from, and how.
///
/// Expressions and class names of other programs are text here; what they mean
/// is checked where they are used.
public struct TrainingSelection: Hashable, Sendable {
  /// How much a class counts while trees are grown.
  public enum ClassWeights: Hashable, Sendable {
    /// Every class as much as every other.
    case balanced
    /// Every sample as much as every other.
    case none
    /// Samples of these classes so many times as much; 1 for the others.
    case given([ClassCode: Double])
  }

  /// How probabilities become a class.
  public enum Decision: String, Hashable, Sendable, CaseIterable {
    /// By weights that make the mean IoU outside of the fold greatest.
    case tuned
    /// The most probable class.
    case argmax
  }

  /// What the smoothing of probabilities can be, in pixels.
  public static let smoothingRange = 0.0...100
  /// What a seed can be.
  public static let seeds = 0...2_147_483_647

  /// What is learned from; at least one.
  public var scenes: [Scene]
  /// Which parts of the scenes are kept apart.
  public var folds = Folds()
  /// The condition without which a pixel is background; `nil` for none.
  public var gate: String?
  /// The features of the first stage as expressions, each once; empty where
  /// the job does not say, which only training minds.
  public var features: [String]
  /// What the second stage reads besides: expressions over the first one's
  /// probabilities, `p` and the class's code; empty for one stage.
  public var context: [String] = []
  /// How trees are grown.
  public var forest = Forest()
  /// How many pixels are drawn.
  public var samples = Samples()
  /// How much a class counts.
  public var classWeights = ClassWeights.balanced
  /// How samples are varied.
  public var augmentation = Augmentation.none
  /// The sigma of the Gaussian over the probabilities, in pixels; 0 for none.
  public var smoothing = 0.0
  /// How probabilities become a class.
  public var decision = Decision.tuned
  /// Where every random choice starts.
  public var seed = 1
  /// The folder that the model becomes; `nil` where the job does not say,
  /// which only training minds.
  public var model: JobPath?
  /// The licence of the model, such as "CC-BY-4.0".
  public var licence: String?

  /// Makes a selection; everything else has its default.
  public init(scenes: [Scene], features: [String] = [], model: JobPath? = nil) {
    self.scenes = scenes
    self.features = features
    self.model = model
  }
}

extension TrainingSelection {
  /// A length on a mosaic.
  public enum Length: Hashable, Sendable {
    /// In pixels.
    case pixels(Double)
    /// On the ground.
    case metres(Double)

    /// Reads "12 px", "0.5 m" or "20 cm", with up to six digits before the
    /// point; `nil` where the text is not that.
    public init?(_ text: String) {
      guard let match = text.wholeMatch(of: /([0-9]{1,6}(?:\.[0-9]{1,6})?) ?(px|cm|m)/),
        let value = Double(match.output.1)
      else { return nil }
      switch match.output.2 {
      case "px": self = .pixels(value)
      case "cm": self = .metres(value / 100)
      default: self = .metres(value)
      }
    }

    /// The number alone.
    public var value: Double {
      switch self {
      case .pixels(let value), .metres(let value): value
      }
    }

    /// The length in pixels of a given side; `nil` where metres are asked of
    /// pixels without a size.
    public func pixels(ofSideMetres side: Double?) -> Double? {
      switch self {
      case .pixels(let value): value
      case .metres(let value): side.map { value / $0 }
      }
    }
  }

  /// Which parts of the scenes are kept apart while a model is judged.
  public struct Folds: Hashable, Sendable {
    /// What is never on both sides of a fold.
    public enum Unit: String, Hashable, Sendable, CaseIterable {
      /// Squares of a mosaic.
      case blocks
      /// Fields.
      case fields
      /// Flights.
      case flights
      /// Scenes: entries of the list, or images of one entry.
      case scenes
    }

    /// What the number of folds can be.
    public static let counts = 2...100

    /// What is kept together.
    public var unit = Unit.blocks
    /// The side of a block.
    public var side = Length.pixels(1024)
    /// The number of folds.
    public var count = 5
    /// How far training pixels stay away from the ones that judge.
    public var buffer = Length.pixels(32)
    /// Where the drawing of folds starts.
    public var seed = 1

    /// Makes the standard folds.
    public init() {}
  }

  /// How many pixels are drawn to learn from.
  public struct Samples: Hashable, Sendable {
    /// What the numbers can be.
    public static let counts = 1...100_000_000

    /// The most of one class.
    public var perClass = 60_000
    /// The most of one class in one scene; `nil` for no such limit.
    public var perScene: Int?

    /// Makes the standard numbers.
    public init() {}
  }
}

extension TrainingSelection.Length: CustomStringConvertible {
  /// "12 px" or "0.5 m".
  public var description: String {
    switch self {
    case .pixels(let value): CanonicalJSON.number(value).written + " px"
    case .metres(let value): CanonicalJSON.number(value).written + " m"
    }
  }
}
