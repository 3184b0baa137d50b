public import Pixels

extension EvaluationReport {
  /// How often predictions of each confidence are right.
  public struct Reliability: Hashable, Sendable {
    /// Predictions of like confidence.
    public struct Bin: Hashable, Sendable {
      /// The share of all predictions in the bin, 0 to 1.
      public var share: Double
      /// Their mean confidence, 0 to 1; `nil` in an empty bin.
      public var confidence: Double?
      /// The share of right ones among them, 0 to 1; `nil` in an empty bin.
      public var accuracy: Double?

      /// Makes a bin.
      public init(share: Double, confidence: Double?, accuracy: Double?) {
        self.share = share
        self.confidence = confidence
        self.accuracy = accuracy
      }
    }

    /// Equal bins from 0 to 1.
    public var bins: [Bin]
    /// Expected calibration error, 0 to 1.
    public var expectedCalibrationError: Double
    /// Brier score over all classes, 0 to 2.
    public var brierScore: Double

    /// Makes a diagram.
    public init(bins: [Bin], expectedCalibrationError: Double, brierScore: Double) {
      self.bins = bins
      self.expectedCalibrationError = expectedCalibrationError
      self.brierScore = brierScore
    }
  }

  /// Confidences before and after temperature scaling.
  public struct Calibration: Hashable, Sendable {
    /// By what the logarithms of probabilities are divided.
    public var temperature: Double
    /// As the model gives them.
    public var before: Reliability
    /// As they are after scaling.
    public var after: Reliability

    /// Makes a comparison.
    public init(temperature: Double, before: Reliability, after: Reliability) {
      self.temperature = temperature
      self.before = before
      self.after = after
    }
  }

  /// Figures by what pixels belong to.
  public struct Group: Hashable, Sendable {
    /// One fold, field, scene or flight.
    public struct Row: Hashable, Sendable {
      /// Its name.
      public var name: String
      /// Its labelled pixels.
      public var pixels: Int
      /// Mean intersection over union.
      public var meanIntersectionOverUnion: Figure
      /// The share of right pixels.
      public var accuracy: Figure
      /// Intersection over union by class, in the legend's order.
      public var intersectionOverUnion: [Double?]

      /// Makes a row.
      public init(
        name: String, pixels: Int, meanIntersectionOverUnion: Figure, accuracy: Figure,
        intersectionOverUnion: [Double?]
      ) {
        self.name = name
        self.pixels = pixels
        self.meanIntersectionOverUnion = meanIntersectionOverUnion
        self.accuracy = accuracy
        self.intersectionOverUnion = intersectionOverUnion
      }
    }

    /// What rows are, in the singular: "fold", "field", "scene", "flight".
    public var kind: String
    /// The rows in the order of the table.
    public var rows: [Row]

    /// Makes a group.
    public init(kind: String, rows: [Row]) {
      self.kind = kind
      self.rows = rows
    }
  }

  /// A place where much went wrong, as pictures of one size.
  public struct Place: Hashable, Sendable {
    /// Its name, such as "north, block 12".
    public var name: String
    /// Its labelled pixels.
    public var pixels: Int
    /// Those with the wrong class.
    public var errorPixels: Int
    /// Mean intersection over union of the classes its truth has.
    public var meanIntersectionOverUnion: Double?
    /// The image, as a PNG file; empty where there is none.
    public var imagePNG: [UInt8]
    /// The true classes in the legend's colours, as a PNG file.
    public var truthPNG: [UInt8]
    /// The predicted classes in the legend's colours, as a PNG file.
    public var predictionPNG: [UInt8]

    /// Makes a place.
    public init(
      name: String, pixels: Int, errorPixels: Int, meanIntersectionOverUnion: Double?, imagePNG: [UInt8],
      truthPNG: [UInt8], predictionPNG: [UInt8]
    ) {
      self.name = name
      self.pixels = pixels
      self.errorPixels = errorPixels
      self.meanIntersectionOverUnion = meanIntersectionOverUnion
      self.imagePNG = imagePNG
      self.truthPNG = truthPNG
      self.predictionPNG = predictionPNG
    }
  }

  /// The area of one class in one place, mapped and corrected.
  public struct AreaRow: Hashable, Sendable {
    /// The field or scene.
    public var place: String
    /// The class.
    public var code: ClassCode
    /// The area on the map, in hectares.
    public var mappedHectares: Double
    /// The corrected area with its 95 % interval, in hectares.
    public var correctedHectares: Figure
    /// Its standard error, in hectares; `nil` where labels are too few.
    public var standardErrorHectares: Double?

    /// Makes a row.
    public init(
      place: String, code: ClassCode, mappedHectares: Double, correctedHectares: Figure,
      standardErrorHectares: Double?
    ) {
      self.place = place
      self.code = code
      self.mappedHectares = mappedHectares
      self.correctedHectares = correctedHectares
      self.standardErrorHectares = standardErrorHectares
    }
  }
}
