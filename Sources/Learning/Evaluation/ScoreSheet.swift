public import Pixels

/// The figures of a confusion matrix, each with its interval where one is
/// known.
public struct ScoreSheet: Hashable, Sendable, Codable {
  /// The figures of one class against all others.
  public struct ClassScores: Hashable, Sendable, Codable {
    /// The class.
    public var code: ClassCode
    /// The pixels that are of the class.
    public var truthPixels: Int
    /// The labelled pixels that were given the class.
    public var predictedPixels: Int
    /// Intersection over union.
    public var intersectionOverUnion: Estimate
    /// The share of what was given the class that is of it.
    public var precision: Estimate
    /// The share of what is of the class that was given it.
    public var recall: Estimate
    /// The harmonic mean of precision and recall.
    public var f1: Estimate
    /// Cohen's kappa of the class against the rest.
    public var kappa: Estimate
  }

  /// The mean intersection over union of the classes that truth has.
  public var meanIntersectionOverUnion: Estimate
  /// The mean F1 of the classes that truth has.
  public var meanF1: Estimate
  /// The share of pixels with the right class.
  public var accuracy: Estimate
  /// Cohen's kappa of all classes together.
  public var kappa: Estimate
  /// The classes by ascending code.
  public var classes: [ClassScores]
  /// How many blocks the intervals come from; `nil` where none were given.
  public var blockCount: Int?
  /// Why there are no intervals, as one sentence; `nil` where there are.
  public var missingIntervals: String?

  /// The figures of a matrix, without intervals.
  public init(_ matrix: ConfusionMatrix) {
    meanIntersectionOverUnion = Estimate(matrix.meanIntersectionOverUnion)
    meanF1 = Estimate(matrix.meanF1)
    accuracy = Estimate(matrix.accuracy)
    kappa = Estimate(matrix.kappa)
    classes = matrix.codes.compactMap { code in
      matrix.counts(of: code).map { ClassScores(code: code, counts: $0) }
    }
    missingIntervals = "the figures were not taken by blocks"
  }

  /// All figures in one fixed order, to be changed together.
  static func figures(classCount: Int) -> [WritableKeyPath<ScoreSheet, Estimate>] {
    let whole: [WritableKeyPath<ScoreSheet, Estimate>] = [
      \.meanIntersectionOverUnion, \.meanF1, \.accuracy, \.kappa,
    ]
    return whole
      + (0..<classCount).flatMap { i -> [WritableKeyPath<ScoreSheet, Estimate>] in
        [
          \.classes[i].intersectionOverUnion, \.classes[i].precision, \.classes[i].recall, \.classes[i].f1,
          \.classes[i].kappa,
        ]
      }
  }
}

extension ScoreSheet.ClassScores {
  init(code: ClassCode, counts: ConfusionMatrix.ClassCounts) {
    self.code = code
    truthPixels = counts.truth
    predictedPixels = counts.predicted
    intersectionOverUnion = Estimate(counts.intersectionOverUnion)
    precision = Estimate(counts.precision)
    recall = Estimate(counts.recall)
    f1 = Estimate(counts.f1)
    kappa = Estimate(counts.kappa)
  }
}
