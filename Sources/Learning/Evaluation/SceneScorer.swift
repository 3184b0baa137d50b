public import Pixels

/// All that two masks of one scene say about one another, row by row: pixels,
/// edges and things.
public struct SceneScorer: Sendable {
  private var matrix: ConfusionMatrix
  private var boundaries: BoundaryScorer
  private var segments: PanopticScorer

  /// Makes a scorer of one scene.
  ///
  /// - Parameters:
  ///   - legend: The classes.
  ///   - width: The scene's width in pixels.
  ///   - tolerancePixels: How far apart edges may lie, 0 to 100.
  public init(legend: Legend, width: Int, tolerancePixels: Int) {
    matrix = ConfusionMatrix(legend: legend)
    boundaries = BoundaryScorer(
      codes: legend.entries.map(\.code), width: width, tolerancePixels: tolerancePixels)
    segments = PanopticScorer(legend: legend, width: width)
  }

  /// Takes the next row of both masks, from top to bottom; 255 is no class.
  public mutating func push(
    truth: UnsafeBufferPointer<ClassCode>, prediction: UnsafeBufferPointer<ClassCode>
  ) {
    matrix.add(truth: truth, prediction: prediction)
    boundaries.push(truth: truth, prediction: prediction)
    segments.push(truth: truth, prediction: prediction)
  }

  /// Takes the next row of both masks, from top to bottom; 255 is no class.
  public mutating func push(truth: [ClassCode], prediction: [ClassCode]) {
    truth.withUnsafeBufferPointer { truth in
      prediction.withUnsafeBufferPointer { push(truth: truth, prediction: $0) }
    }
  }

  /// Ends the scene.
  public mutating func finish() -> SceneScores {
    let scores = SceneScores(matrix: matrix, boundaries: boundaries.finish(), segments: segments.finish())
    matrix = ConfusionMatrix(codes: matrix.codes)
    return scores
  }
}

/// What was counted in scenes. Adds up in any order to the same result.
public struct SceneScores: Hashable, Sendable, Codable {
  /// Pixels by truth and prediction.
  public var matrix: ConfusionMatrix
  /// Edge pixels by class, in the order of the matrix's codes.
  public var boundaries: [BoundaryCounts]
  /// Segments by class, in the order of the matrix's codes.
  public var segments: [PanopticCounts]

  /// Makes scores; one entry for each class of the matrix.
  public init(matrix: ConfusionMatrix, boundaries: [BoundaryCounts], segments: [PanopticCounts]) {
    precondition(
      boundaries.count == matrix.codes.count && segments.count == matrix.codes.count,
      "there is one entry for each class")
    self.matrix = matrix
    self.boundaries = boundaries
    self.segments = segments
  }

  /// Adds another scene's scores.
  public mutating func merge(_ other: SceneScores) {
    matrix.merge(other.matrix)
    for i in boundaries.indices { boundaries[i].merge(other.boundaries[i]) }
    for i in segments.indices { segments[i].merge(other.segments[i]) }
  }
}
