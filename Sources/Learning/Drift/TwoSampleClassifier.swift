import Segmentation

/// Whether a small forest can tell a flight's pixels from those that a model
/// was trained on (Lopez-Paz and Oquab 2017, <https://arxiv.org/abs/1610.06545>).
///
/// Whole stretches of either side are kept out of the forest that judges them,
/// and the same stretches of both: where both are of the same ground, a place
/// that the forest knows of one side is never asked about on the other. 0.5
/// means that nothing tells them apart, 1 that everything does. It looks at all
/// figures together, and so finds what no figure shows alone.
public struct TwoSampleClassifier: Hashable, Sendable {
  /// The area under the receiver's curve, with its 95 % interval by blocks.
  public let separability: Estimate
  /// The area of each stretch that both sides have pixels in.
  public let areas: [Double]

  /// Into how many stretches of blocks a scene is cut.
  private static let foldCount = 5
  /// The most pixels that are taken of either side.
  private static let rowLimit = 2048

  /// Compares two samples of the same columns; classes are not looked at.
  ///
  /// - Parameter sceneBlocks: The blocks of each scene of the reference, in order;
  ///   empty where it is one.
  /// - Throws: `BoosterError` where the forest cannot be grown.
  public init(reference: DriftSample, sceneBlocks: [Int] = [], flight: DriftSample) throws {
    let table = try Self.table(reference, sceneBlocks, flight)
    var scores: [Side] = [Side(), Side()]
    var areas: [Double] = []
    for fold in 0..<Self.foldCount {
      let (seen, held) = (
        table.rows { $0 % Self.foldCount != fold }, table.rows { $0 % Self.foldCount == fold }
      )
      guard Set(seen.labels).count == 2, held.rowCount > 0 else { continue }
      let found = try Self.scores(of: held, learning: seen)
      var own: [Side] = [Side(), Side()]
      for row in 0..<held.rowCount {
        own[Int(held.labels[row])].add(found[row], block: held.groups[row])
      }
      if let area = Self.area(own[0], own[1]).value { areas.append(area) }
      for label in own.indices { scores[label].add(own[label]) }
    }
    separability = Self.area(scores[0], scores[1])
    self.areas = areas
  }

  /// The area beyond which the flight has drifted: one that two flights of the
  /// same kind exceed in a share of cases, and no less than a tolerance.
  public func line(falseAlarm: Double, tolerance: Double) -> Double {
    guard let distribution else { return 1 }
    return max(tolerance, 0.5 + distribution.quantile(exceededBy: falseAlarm) * standardError)
  }

  /// The chance of such an area or a greater one, where nothing differs.
  public var chance: Double {
    guard let area = separability.value, let distribution else { return 1 }
    return distribution.upperTail((area - 0.5) / max(standardError, .leastNormalMagnitude))
  }

  private var distribution: StudentDistribution? {
    areas.count > 1 ? StudentDistribution(freedom: areas.count - 1) : nil
  }

  /// The standard error of the area, from how stretches differ. Forests share most
  /// of what they have seen, so a part of it does not become less with more
  /// stretches (Nadeau and Bengio 2003, Inference for the Generalization Error).
  private var standardError: Double {
    let count = Double(areas.count)
    let mean = areas.reduce(0, +) / count
    let variance = areas.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    return (variance * (1 / count + 1 / (count - 1))).squareRoot()
  }

  /// The scores of one sample with their blocks.
  struct Side {
    var scores: [Float] = []
    var blocks: [Int] = []

    mutating func add(_ score: Float, block: Int) {
      scores.append(score)
      blocks.append(block)
    }

    mutating func add(_ other: Side) {
      scores += other.scores
      blocks += other.blocks
    }
  }

  /// All rows; a block's group is a multiple of `foldCount` and its stretch.
  private static func table(
    _ reference: DriftSample, _ sceneBlocks: [Int], _ flight: DriftSample
  ) throws -> TrainingTable {
    let kept = reference.columns.indices.filter { reference.columns[$0].kind != .classCode }
    var table = TrainingTable(featureNames: kept.map { "f\($0)" })
    for (label, sample) in [reference, flight].enumerated() {
      let all = sample.blockSizes.count
      let scenes = label == 0 && sceneBlocks.reduce(0, +) == all ? sceneBlocks : [all]
      let groups = scenes.flatMap(stretches).enumerated().map { $0.offset * foldCount + $0.element }
      let step = max(1, (sample.rowCount + rowLimit - 1) / rowLimit)
      for (row, block) in sample.blockOfRow.enumerated() where row.isMultiple(of: step) {
        let start = row * sample.columns.count
        try table.append(
          kept.map { sample.values[start + $0].isInfinite ? .nan : sample.values[start + $0] },
          label: UInt8(label), group: groups[block])
      }
    }
    return table
  }

  /// The stretch of each of a scene's blocks, from top to bottom.
  private static func stretches(of blockCount: Int) -> [Int] {
    (0..<blockCount).map { $0 * foldCount / blockCount }
  }

  /// The probability of each held row to be of the flight.
  private static func scores(of held: TrainingTable, learning seen: TrainingTable) throws -> [Float] {
    var parameters = BoostingParameters()
    parameters.rounds = 20
    parameters.depth = 3
    parameters.learningRate = 0.3
    parameters.minChildWeight = 5
    parameters.classWeights = seen.balancingWeights(2)
    let forest = try Forest(
      xgboostJSON: try Boosting(parameters, classCount: 2).train(on: seen).json)
    var planes = [Float](repeating: 0, count: held.values.count)
    for row in 0..<held.rowCount {
      for feature in 0..<held.featureCount {
        planes[feature * held.rowCount + row] = held.values[row * held.featureCount + feature]
      }
    }
    return ForestPredictor(forest).lastProbability(of: planes, rowCount: held.rowCount)
  }

  /// The area under the curve, its variance by blocks (Obuchowski 1997).
  static func area(_ reference: Side, _ flight: Side) -> Estimate {
    guard !reference.scores.isEmpty, !flight.scores.isEmpty else { return Estimate(nil) }
    let above = placements(of: flight.scores, among: reference.scores)
    let below = placements(of: reference.scores, among: flight.scores).map { 1 - $0 }
    let area = above.reduce(0, +) / Double(above.count)
    let variance = spread(above, flight.blocks, about: area) + spread(below, reference.blocks, about: area)
    let half = AreaEstimate.normalQuantile * variance.squareRoot()
    return Estimate(
      area, interval: ConfidenceInterval(lower: max(0, area - half), upper: min(1, area + half)))
  }

  /// The share of `others` below each score, half of those equal to it.
  private static func placements(of scores: [Float], among others: [Float]) -> [Double] {
    let sorted = others.sorted()
    func count(below limit: (Float) -> Bool) -> Int {
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if limit(sorted[middle]) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return scores.map { score in
      Double(count { $0 < score } + count { $0 <= score }) / Double(2 * sorted.count)
    }
  }

  private static func spread(_ values: [Double], _ blocks: [Int], about mean: Double) -> Double {
    var sums: [Int: Double] = [:]
    for (value, block) in zip(values, blocks) { sums[block, default: 0] += value - mean }
    guard sums.count > 1 else { return 0.25 }
    let squares = sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
    return squares * Double(sums.count) / Double(sums.count - 1) / Double(values.count * values.count)
  }
}

extension ForestPredictor {
  /// The probability of the last class for rows given as planes of features.
  fileprivate func lastProbability(of planes: [Float], rowCount: Int) -> [Float] {
    let classCount = tables.forest.classCount
    var found = [Float](repeating: 0, count: rowCount * classCount)
    planes.withUnsafeBufferPointer { planes in
      found.withUnsafeMutableBufferPointer { found in
        guard let first = planes.baseAddress, let target = found.baseAddress else { return }
        let features = (0..<tables.forest.featureCount).map { first + $0 * rowCount }
        let classes = (0..<classCount).map { target + $0 * rowCount }
        predictProbabilities(of: features, count: rowCount, into: classes)
      }
    }
    return Array(found[((classCount - 1) * rowCount)...])
  }
}
