public import Pixels
public import Spectral

/// Layers of features, each with the forest that reads them.
///
/// Pixels where the gate does not hold are not looked at: they get the
/// probabilities that such pixels had in training. The forest of a layer reads
/// the features of its own and of all layers before; the features of the
/// second layer may look at the first one's probabilities, named `p` and the
/// class's code (auto-context: Tu and Bai 2010,
/// <https://doi.org/10.1109/TPAMI.2009.186>).
///
/// The last layer may lack its forest while one is being trained; its features
/// are worked out then and nothing is predicted.
public struct ForestStack: Sendable {
  /// Features and the forest that reads them.
  public struct Layer: Sendable {
    /// What is worked out for each pixel, over band names.
    public var features: [Expression]
    /// Reads the features of this and the layers before, in this order.
    public var forest: Forest?

    /// Makes a layer.
    public init(features: [Expression], forest: Forest? = nil) {
      self.features = features
      self.forest = forest
    }
  }

  /// Where the layers look; `nil` for everywhere.
  public let gate: Expression?
  /// The first layer, and the second where there is one.
  public let layers: [Layer]
  /// The class of each of the forests' outputs.
  public let classes: [ClassCode]
  /// The probability of each class where the gate does not hold.
  public let outside: [Float]
  /// The bands that gate and features read.
  public let roles: [BandRole]
  /// The rows and columns around a pixel that can change its probabilities.
  public let reach: Int

  let gatePlan: FeaturePlan?
  let plans: [LayerPlan]

  /// A layer ready to be worked out: only the features that some forest reads.
  struct LayerPlan: Sendable {
    var features: FeaturePlan
    /// The number in the forests' own order of each feature that is worked out.
    var numbers: [Int]
    /// The forest, laid out for this machine and shared by all workers.
    var tables: ForestTables?
  }

  /// Plans the layers.
  ///
  /// - Parameters:
  ///   - gate: Where the layers look; `nil` for everywhere.
  ///   - layers: One or two.
  ///   - classes: The class of each of the forests' outputs.
  ///   - outside: The probability of each class where the gate does not hold.
  ///   - pixelSideMetres: The side of a pixel on the ground.
  /// - Throws: `ForestStackError` where forests and features do not fit, or the
  ///   error of an expression that cannot be compiled.
  public init(
    gate: Expression?, layers: [Layer], classes: [ClassCode], outside: [Float], pixelSideMetres: Double
  ) throws {
    precondition((1...2).contains(layers.count) && outside.count == classes.count)
    try Self.check(layers, classCount: classes.count)
    self.gate = gate
    self.layers = layers
    self.classes = classes
    self.outside = outside
    let probabilities = classes.map { "p\($0)" }
    let names = (layers.flatMap(\.features) + (gate.map { [$0] } ?? []))
      .reduce(into: Set<String>()) { $0.formUnion($1.names) }
    roles = BandRole.allCases.filter { names.contains($0.rawValue) }
    guard !roles.isEmpty else { throw ForestStackError.noBands }
    let bands = roles.map(\.rawValue)
    gatePlan = try gate.map {
      try FeaturePlan([$0], bands: bands, pixelSideMetres: pixelSideMetres)
    }
    let used = Self.usedFeatures(layers)
    var first = 0
    var plans: [LayerPlan] = []
    for (place, layer) in layers.enumerated() {
      let numbers = layer.features.indices.map { first + $0 }.filter(used.contains)
      plans.append(
        LayerPlan(
          features: try FeaturePlan(
            numbers.map { layer.features[$0 - first] }, bands: bands,
            inputs: place == 0 ? [] : probabilities, pixelSideMetres: pixelSideMetres),
          numbers: numbers, tables: layer.forest.map { ForestTables($0) }))
      first += layer.features.count
    }
    self.plans = plans
    reach =
      max(gatePlan?.reach ?? 0, plans[0].features.reach)
      + plans.dropFirst().reduce(0) { $0 + $1.features.reach }
  }

  /// The number of features that the last layer's forest reads.
  public var featureCount: Int { layers.reduce(0) { $0 + $1.features.count } }

  /// About how much memory one worker's planes take, in bytes.
  func workingByteCount(tileSize: Int) -> Int {
    var side = tileSize
    var count = 0
    for plan in plans.reversed() {
      count += plan.features.workingByteCount(tileSize: side)
      count += 2 * classes.count * side * side * MemoryLayout<Float>.size
      side += 2 * plan.features.reach
    }
    return count
  }

  /// The features that some forest splits on; all of them while one is missing.
  private static func usedFeatures(_ layers: [Layer]) -> Set<Int> {
    guard layers.last?.forest != nil else { return Set(0..<layers.reduce(0) { $0 + $1.features.count }) }
    return layers.reduce(into: []) { used, layer in
      if let forest = layer.forest { used.formUnion(forest.features) }
    }
  }

  private static func check(_ layers: [Layer], classCount: Int) throws(ForestStackError) {
    var count = 0
    for (place, layer) in layers.enumerated() {
      count += layer.features.count
      guard let forest = layer.forest else {
        guard place + 1 == layers.count else { throw .missingForest(stage: place + 1) }
        continue
      }
      guard forest.featureCount == count else {
        throw .featureCount(stage: place + 1, forest: forest.featureCount, listed: count)
      }
      guard forest.classCount == classCount else {
        throw .classCount(stage: place + 1, forest: forest.classCount, listed: classCount)
      }
    }
  }
}

/// Why forests and features do not fit together.
public enum ForestStackError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A stage before the last has no forest.
  case missingForest(stage: Int)
  /// A forest reads another number of features than are listed.
  case featureCount(stage: Int, forest: Int, listed: Int)
  /// A forest tells another number of classes apart than are listed.
  case classCount(stage: Int, forest: Int, listed: Int)
  /// Neither gate nor features name a band.
  case noBands

  /// One sentence.
  public var description: String {
    switch self {
    case .noBands: "neither the gate nor any feature reads a band"
    case .missingForest(let stage): "stage \(stage) has no forest"
    case .featureCount(let stage, let forest, let listed):
      "the forest of stage \(stage) reads \(forest) features, and \(listed) are listed"
    case .classCount(let stage, let forest, let listed):
      "the forest of stage \(stage) tells \(forest) classes apart, and \(listed) are listed"
    }
  }
}
