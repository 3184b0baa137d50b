public import Grid
public import Pixels

/// What is known of one labelled thing: a shape, or a connected region.
public struct RegionEvidence: Hashable, Sendable {
  /// The given class.
  public var code: ClassCode
  /// The number of pixels.
  public var pixelCount: Int
  /// The box around them.
  public var window: PixelWindow
  /// How many of the pixels have a prediction.
  public var predictedCount = 0
  /// The sum over predicted pixels of the given class's probability less the
  /// largest of another class.
  public var marginSum = 0.0
  /// The sums over predicted pixels of each class's probability.
  public var probabilitySums: [Double] = []
  /// The shape's place in its list; `nil` for a connected region.
  public var shape: Int?

  /// Makes the evidence of pixels without predictions.
  public init(code: ClassCode, pixelCount: Int, window: PixelWindow) {
    self.code = code
    self.pixelCount = pixelCount
    self.window = window
  }

  /// The mean margin, -1...1; NaN without a prediction.
  public var margin: Double { predictedCount > 0 ? marginSum / Double(predictedCount) : .nan }

  /// The mean probability of each class.
  public var probabilities: [Double] { probabilitySums.map { $0 / Double(max(predictedCount, 1)) } }

  /// Adds other pixels of the same thing.
  mutating func add(_ other: RegionEvidence) {
    pixelCount += other.pixelCount
    window = PixelWindow(
      columns: min(
        window.columns.lowerBound, other.window.columns.lowerBound)..<max(
          window.columns.upperBound, other.window.columns.upperBound),
      rows: min(
        window.rows.lowerBound, other.window.rows.lowerBound)..<max(
          window.rows.upperBound, other.window.rows.upperBound))
    predictedCount += other.predictedCount
    marginSum += other.marginSum
    if probabilitySums.isEmpty {
      probabilitySums = other.probabilitySums
    } else {
      for index in other.probabilitySums.indices { probabilitySums[index] += other.probabilitySums[index] }
    }
  }
}
