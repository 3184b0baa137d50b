import Grid
import JobDefinition
import Learning
import Pixels
import Segmentation

/// Small forests, one for each fold, that tell what labels look like to
/// somebody who has not seen them.
struct QuickLearning: Sendable {
  let run: TrainingRun
  let ground: TrainingGround
  let samples: Samples
  let parameters: BoostingParameters
  /// For each fold the forest that was grown without it.
  let forests: [Forest]

  /// The least side of blocks in pixels.
  private static let leastSide = 64

  /// Takes what a training has drawn already; without forests.
  init(run: TrainingRun, ground: TrainingGround, samples: Samples, parameters: BoostingParameters) {
    (self.run, self.ground, self.samples, self.parameters) = (run, ground, samples, parameters)
    forests = []
  }

  /// Learns from the labels of open scenes.
  ///
  /// Where all labels of a class lie in one block, blocks of half the side are
  /// taken, down to 64 pixels.
  ///
  /// - Throws: Why nothing can be learned.
  init(
    _ job: Job, scenes: [LearningScene], threadCount: Int, observer: any TrainingObserver,
    cancellation: RunCancellation
  ) throws {
    guard let training = job.training, !scenes.isEmpty else { throw TrainingError.noScenes }
    var job = job
    job.training = training.quick(scenes)
    let run = try TrainingRun(job, threadCount: threadCount, observer: observer, cancellation: cancellation)
    for scene in scenes {
      let missing = run.learning.roles.filter { scene.bands.bandNumber[$0] == nil }
      guard missing.isEmpty else {
        throw TrainingError.missingBands(missing.map(\.rawValue), file: scene.file.locator.name)
      }
    }
    self.run = run
    ground = try Self.ground(run, scenes)
    samples = try run.drawSamples(stage: 0, after: [], on: ground)
    let counts = samples.counts(classCount: ground.classes.count)
    if let place = counts.firstIndex(of: 0) { throw TrainingError.noSamples(ground.classNames[place]) }
    parameters = BoostingParameters(
      run.learning.selection.forest, seed: run.learning.selection.seed, threads: threadCount)
    forests = try run.growing(stage: 0, on: ground)
      .growFolds(samples, folds: ground.folds, parameters: parameters).map(\.forest)
  }

  private static func ground(_ run: TrainingRun, _ scenes: [LearningScene]) throws -> TrainingGround {
    var scenes = scenes
    while true {
      do {
        return try run.prepare(scenes)
      } catch let error as FoldError {
        guard case .grid(let side, _)? = scenes.first?.blocks, side / 2 >= leastSide else { throw error }
        run.observer.noted("\(error); trying blocks of \(side / 2) pixels")
        for place in scenes.indices {
          let half = side / 2
          scenes[place].blocks = .grid(
            side: half, columnCount: (scenes[place].size.width + half - 1) / half)
        }
      }
    }
  }

  /// The stack of each fold.
  func stacks() throws -> [ForestStack] { try forests.map(stack) }

  /// A stack that was grown from all labels.
  func wholeStack() throws -> ForestStack {
    try stack(
      run.growing(stage: 0, on: ground)
        .grow(samples, parameters: parameters, step: "growing a small forest").forest.forest)
  }

  private func stack(_ forest: Forest) throws -> ForestStack {
    try ForestStack(
      gate: run.learning.gate, layers: [.init(features: run.learning.features, forest: forest)],
      classes: ground.classes, outside: ground.outside, pixelSideMetres: ground.pixelSideMetres)
  }

  /// Each class's mean self-confidence over all labelled pixels, by forests
  /// that have not seen them.
  var thresholds: [Double] {
    let count = ground.classes.count
    let probabilities = samples.probabilities(forests, folds: ground.folds)
    var sums = [Double](repeating: 0, count: count)
    var weights = sums
    for (row, label) in samples.labels.enumerated() {
      let probability = Double(probabilities[row * count + Int(label)])
      let weight = weight(of: row)
      guard probability.isFinite, weight.isFinite else { continue }
      sums[Int(label)] += weight * probability
      weights[Int(label)] += weight
    }
    for pixels in ground.counts.closed.values {
      for place in 0..<count {
        sums[place] += Double(pixels[place]) * Double(ground.outside[place])
        weights[place] += Double(pixels[place])
      }
    }
    return zip(sums, weights).map { $1 > 0 ? $0 / $1 : .nan }
  }

  /// How many labelled pixels a sample stands for.
  func weight(of row: Int) -> Double {
    1 / ground.rates.rate(scene: samples.blocks[row].scene, place: Int(samples.labels[row]))
  }
}

extension Samples {
  /// The probabilities of each sample by the forest that has not seen its
  /// block, sample after sample; NaN for blocks without a fold.
  func probabilities(_ forests: [Forest], folds: FoldPlan) -> [Float] {
    let classCount = forests.first?.classCount ?? 0
    var probabilities = [Float](repeating: .nan, count: count * classCount)
    for (fold, forest) in forests.enumerated() {
      let rows = (0..<count).filter { folds.foldOfBlock[blocks[$0]] == fold }
      let predictor = ForestPredictor(forest)
      for start in stride(from: 0, to: rows.count, by: Self.batchSize) {
        predict(Array(rows[start..<min(start + Self.batchSize, rows.count)]), predictor, &probabilities)
      }
    }
    return probabilities
  }

  private static let batchSize = 4096

  private func predict(_ rows: [Int], _ predictor: ForestPredictor, _ probabilities: inout [Float]) {
    let classCount = predictor.tables.forest.classCount
    let features = WindowPlanes(rows: rows.count, planes: featureCount)
    let answers = WindowPlanes(rows: rows.count, planes: classCount)
    for (place, row) in rows.enumerated() {
      for feature in 0..<featureCount {
        features[feature][place] = self.features[row * featureCount + feature]
      }
    }
    predictor.predictProbabilities(
      of: features.inputs, count: rows.count, into: UnsafePointer(answers.pointers))
    for (place, row) in rows.enumerated() {
      for plane in 0..<classCount { probabilities[row * classCount + plane] = answers[plane][place] }
    }
  }
}

extension WindowPlanes {
  /// Planes of one row.
  fileprivate convenience init(rows: Int, planes: Int) {
    self.init(count: planes)
    move(to: PixelWindow(columns: 0..<rows, rows: 0..<1))
  }
}
