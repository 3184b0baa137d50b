public import Pixels

/// How well the edges of classes were met, row by row (after Csurka et al.
/// 2013, "What is a good evaluation measure for semantic segmentation?").
///
/// Both masks are first cut to the pixels that have a true class. An edge
/// pixel of a class is one of that class with a neighbour above, below, left
/// or right that has a true class too and is not of the class in the same
/// mask. It is met where the other mask has an edge pixel of the class within
/// the tolerance, measured between pixel centres. The scene's border is no
/// edge. Needs memory for a few rows, never for a scene.
public struct BoundaryScorer: Sendable {
  /// The classes by ascending code.
  public let codes: [ClassCode]
  /// How far apart edges may lie, in pixels.
  public let tolerancePixels: Int

  let width: Int
  let places: [UInt8]
  /// Half the width of the disc of the tolerance at each distance in rows.
  let reach: [UInt8]
  var rows: [Row] = []
  /// How many rows were pushed, judged.
  var pushed = 0
  var judged = 0
  var counts: [BoundaryCounts]

  /// Two rows of class places, and how far each pixel is from the next edge
  /// pixel of the same row, for each class and mask.
  struct Row: Sendable {
    var truth: [UInt8]
    var prediction: [UInt8]
    var distances: [UInt8] = []
  }

  /// Makes a scorer of one scene.
  ///
  /// - Parameters:
  ///   - codes: The classes to judge, each once.
  ///   - width: The scene's width in pixels.
  ///   - tolerancePixels: How far apart edges may lie, 0 to 100.
  public init(codes: some Sequence<ClassCode>, width: Int, tolerancePixels: Int) {
    precondition((0...100).contains(tolerancePixels), "the tolerance is 0 to 100 pixels")
    let matrix = ConfusionMatrix(codes: codes)
    self.codes = matrix.codes
    self.places = matrix.places
    self.width = width
    self.tolerancePixels = tolerancePixels
    let square = tolerancePixels * tolerancePixels
    reach = (0...tolerancePixels).map { rows in
      UInt8((0...tolerancePixels).last { $0 * $0 + rows * rows <= square } ?? 0)
    }
    counts = Array(repeating: BoundaryCounts(), count: matrix.codes.count)
  }

  /// Takes the next row of both masks.
  public mutating func push(
    truth: UnsafeBufferPointer<ClassCode>, prediction: UnsafeBufferPointer<ClassCode>
  ) {
    precondition(truth.count == width && prediction.count == width, "a row is as wide as the scene")
    let unlabelled = UInt8(codes.count + 1)
    let truthPlaces = truth.map { places[Int($0)] }.map { Int($0) == codes.count ? unlabelled : $0 }
    var predicted = prediction.map { places[Int($0)] }
    for i in 0..<width where truthPlaces[i] == unlabelled { predicted[i] = unlabelled }
    rows.append(Row(truth: truthPlaces, prediction: predicted))
    pushed += 1
    if pushed > 1 { measure(rows.count - 2) }
    judge(upTo: pushed - 1 - tolerancePixels)
  }

  /// Takes the next row of both masks.
  public mutating func push(truth: [ClassCode], prediction: [ClassCode]) {
    truth.withUnsafeBufferPointer { truth in
      prediction.withUnsafeBufferPointer { push(truth: truth, prediction: $0) }
    }
  }

  /// Ends the scene and gives what was counted, by class in the order of
  /// `codes`; the scorer is then ready for another scene of the same width.
  public mutating func finish() -> [BoundaryCounts] {
    if !rows.isEmpty { measure(rows.count - 1) }
    judge(upTo: pushed)
    let result = counts
    counts = Array(repeating: BoundaryCounts(), count: codes.count)
    rows = []
    (pushed, judged) = (0, 0)
    return result
  }
}

/// Edge pixels of one class in truth and prediction, and how many were met.
/// Adds up over scenes.
public struct BoundaryCounts: Hashable, Sendable, Codable {
  /// Edge pixels in truth.
  public var truth = 0
  /// Those with an edge pixel of the prediction near them.
  public var truthMet = 0
  /// Edge pixels in the prediction.
  public var predicted = 0
  /// Those with an edge pixel of the truth near them.
  public var predictedMet = 0

  /// Makes empty counts.
  public init() {}

  /// Adds another scene's counts.
  public mutating func merge(_ other: BoundaryCounts) {
    truth += other.truth
    truthMet += other.truthMet
    predicted += other.predicted
    predictedMet += other.predictedMet
  }

  /// The share of predicted edge pixels that were met; `nil` without any.
  public var precision: Double? { predicted > 0 ? Double(predictedMet) / Double(predicted) : nil }

  /// The share of true edge pixels that were met; `nil` without any.
  public var recall: Double? { truth > 0 ? Double(truthMet) / Double(truth) : nil }

  /// The harmonic mean of both; 0 where only one mask has edges, `nil` where
  /// neither has.
  public var f1: Double? {
    guard truth + predicted > 0 else { return nil }
    guard let precision, let recall, precision + recall > 0 else { return 0 }
    return 2 * precision * recall / (precision + recall)
  }
}
