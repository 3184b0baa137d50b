public import Pixels

extension EvaluationReport {
  /// A figure with its interval.
  public struct Figure: Hashable, Sendable {
    /// The figure; `nil` where there is nothing to tell it from.
    public var value: Double?
    /// The lower end of the 95 % interval; `nil` where it has none.
    public var lower: Double?
    /// The upper end; `nil` where it has none.
    public var upper: Double?

    /// Makes a figure.
    public init(_ value: Double?, lower: Double? = nil, upper: Double? = nil) {
      self.value = value
      self.lower = lower
      self.upper = upper
    }
  }

  /// A named figure of all classes together.
  public struct Measure: Hashable, Sendable {
    /// The key in JSON, in snake case, such as "mean_iou".
    public var key: String
    /// The name that readers see.
    public var name: String
    /// The figure, 0 to 1.
    public var figure: Figure

    /// Makes a measure.
    public init(key: String, name: String, figure: Figure) {
      self.key = key
      self.name = name
      self.figure = figure
    }
  }

  /// The figures of one class, all 0 to 1; figures that were not taken are
  /// left empty.
  public struct ClassScores: Hashable, Sendable {
    /// The class.
    public var code: ClassCode
    /// Labelled pixels of the class.
    public var truthPixels: Int
    /// Labelled pixels that were given the class.
    public var predictedPixels: Int
    /// Intersection over union.
    public var intersectionOverUnion = Figure(nil)
    /// The share of what was given the class that is of it.
    public var precision = Figure(nil)
    /// The share of what is of the class that was given it.
    public var recall = Figure(nil)
    /// The harmonic mean of precision and recall.
    public var f1 = Figure(nil)
    /// Cohen's kappa of the class against the rest.
    public var kappa = Figure(nil)
    /// F1 of edge pixels.
    public var boundaryF1: Double?
    /// Matched, made up and missed segments; `nil` where not judged.
    public var segments: Segments?

    /// Makes figures, all empty.
    public init(code: ClassCode, truthPixels: Int, predictedPixels: Int) {
      self.code = code
      self.truthPixels = truthPixels
      self.predictedPixels = predictedPixels
    }
  }

  /// The segments of one class: connected things, or all of a stuff class in
  /// a scene.
  public struct Segments: Hashable, Sendable {
    /// True segments with a match.
    public var matched: Int
    /// Predicted segments without one.
    public var falseAlarms: Int
    /// True segments without one.
    public var missed: Int
    /// Panoptic quality; `nil` without segments.
    public var panopticQuality: Double?
    /// Segmentation quality; `nil` without a match.
    public var segmentationQuality: Double?
    /// Recognition quality, the object F1 of things; `nil` without segments.
    public var recognitionQuality: Double?

    /// Makes counts with their qualities.
    public init(
      matched: Int, falseAlarms: Int, missed: Int, panopticQuality: Double?, segmentationQuality: Double?,
      recognitionQuality: Double?
    ) {
      self.matched = matched
      self.falseAlarms = falseAlarms
      self.missed = missed
      self.panopticQuality = panopticQuality
      self.segmentationQuality = segmentationQuality
      self.recognitionQuality = recognitionQuality
    }
  }

  /// The severity of a disease by scene or image, in percent of the plants' pixels.
  public struct Severity: Hashable, Sendable {
    /// The number of images.
    public var imageCount: Int
    /// Lin's concordance correlation coefficient.
    public var concordance: Figure
    /// The mean absolute error in percent points.
    public var meanAbsoluteError: Double
    /// The root mean square error in percent points.
    public var rootMeanSquareError: Double
    /// The mean of measured less true, in percent points.
    public var bias: Double
    /// True and measured severity of each image, in percent.
    public var pairs: [Pair]

    /// One image.
    public struct Pair: Hashable, Sendable {
      /// The image's name.
      public var name: String
      /// The true severity in percent.
      public var truth: Double
      /// The measured severity in percent.
      public var measured: Double

      /// Makes a pair.
      public init(name: String, truth: Double, measured: Double) {
        self.name = name
        self.truth = truth
        self.measured = measured
      }
    }

    /// Makes a comparison.
    public init(
      imageCount: Int, concordance: Figure, meanAbsoluteError: Double, rootMeanSquareError: Double,
      bias: Double, pairs: [Pair] = []
    ) {
      self.imageCount = imageCount
      self.concordance = concordance
      self.meanAbsoluteError = meanAbsoluteError
      self.rootMeanSquareError = rootMeanSquareError
      self.bias = bias
      self.pairs = pairs
    }
  }
}
