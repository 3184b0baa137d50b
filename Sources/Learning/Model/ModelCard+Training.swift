public import JobDefinition
public import Pixels

extension ModelCard {
  /// What a model was learned from.
  public struct Training: Hashable, Sendable {
    /// A mosaic or image.
    public struct Scene: Hashable, Sendable {
      /// The name.
      public var name: String
      /// The day of the flight, where something tells it.
      public var date: CalendarDate?
      /// The fingerprint of its content.
      public var fingerprint: String
      /// The file's name without its folder.
      public var file: String
      /// The labelled pixels of each class.
      public var pixels: [ClassCode: Int]

      /// Makes a scene.
      public init(name: String, fingerprint: String, file: String, pixels: [ClassCode: Int]) {
        self.name = name
        self.fingerprint = fingerprint
        self.file = file
        self.pixels = pixels
      }
    }

    /// The scenes; at least one.
    public var scenes: [Scene]
    /// Which parts were kept apart; `nil` where that is not known.
    public var folds: TrainingSelection.Folds?
    /// Where every random choice started; `nil` where that is not known.
    public var seed: Int?
    /// How trees were grown, by name.
    public var parameters: [String: CardValue] = [:]
    /// How samples were varied, by name.
    public var augmentation: [String: CardValue] = [:]
    /// How many pixels of each class were learned from.
    public var samples: [ClassCode: Int] = [:]

    /// Makes a description; everything else has its default.
    public init(scenes: [Scene]) { self.scenes = scenes }
  }

  /// How good a model is on what it did not see.
  public struct Metrics: Hashable, Sendable {
    /// A figure and between which values it lies with 95 % confidence.
    public struct Figure: Hashable, Sendable {
      /// The figure.
      public var value: Double
      /// The lower end; `nil` where there is no interval.
      public var low: Double?
      /// The upper end; `nil` where there is no interval.
      public var high: Double?

      /// Makes a figure.
      public init(_ value: Double, low: Double? = nil, high: Double? = nil) {
        self.value = value
        self.low = low
        self.high = high
      }
    }

    /// The mean IoU over the classes.
    public var meanIoU: Figure?
    /// The IoU of each class; classes that nobody saw are left out.
    public var iou: [ClassCode: Figure] = [:]
    /// The part of pixels that are right.
    public var accuracy: Figure?
    /// Cohen's kappa, -1 to 1.
    public var kappa: Figure?
    /// The expected calibration error before temperature scaling, 0 to 1.
    public var calibrationErrorBefore: Double?
    /// The expected calibration error after it, 0 to 1.
    public var calibrationErrorAfter: Double?

    /// Makes metrics of which nothing is known yet.
    public init() {}
  }
}
