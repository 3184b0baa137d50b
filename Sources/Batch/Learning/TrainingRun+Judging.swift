import JobDefinition
import Learning
import Pixels
import Segmentation
import Stitching

/// What is known of a model before it is written.
struct ModelJudgement {
  var decision: ForestDecision
  /// Confidence beside truth before and after the temperature.
  var reliability: (before: Reliability, after: Reliability)
  /// Every scene by models that have not seen its blocks.
  var scenes: [SceneJudgement]
}

extension TrainingRun {
  /// The most pixels that decisions are tuned on.
  private static let tunedPixelCount = 500_000.0

  /// How far apart edges may lie, in pixels.
  var tolerancePixels: Int { plan.job.evaluation?.tolerancePixels ?? SceneJudging.standardTolerance }

  /// Tunes the decision out of fold, then holds whole masks against the labels.
  func judge(_ stages: [GrownStage], on ground: TrainingGround) throws -> ModelJudgement {
    let stacks = try (0..<ground.folds.count).map {
      try stack(stages, fold: $0, isOpen: false, on: ground)
    }
    let pixels = try draw(stacks, on: ground)
    var predictions = GatedPredictions(classCount: ground.classes.count)
    predictions.append(contentsOf: pixels)
    let scaling = TemperatureScaling(fitting: predictions.open)
    let tuning = DecisionTuning(
      classCount: ground.classes.count, probabilities: pixels.probabilities, labels: pixels.labels)
    let weights =
      learning.selection.decision == .tuned ? tuning.weights() : ground.classes.map { _ in Float(1) }
    let decision = ForestDecision(
      smoothing: learning.selection.smoothing, weights: weights, temperature: Float(scaling.temperature))
    return ModelJudgement(
      decision: decision,
      reliability: (predictions.reliability(), predictions.reliability(at: scaling)),
      scenes: try judgeScenes(stacks, decision: decision, on: ground))
  }

  private func draw(_ stacks: [ForestStack], on ground: TrainingGround) throws -> OutOfFoldPixels {
    let step = "tuning the decision out of fold"
    observer.began(step)
    let total = ground.pixels.values.reduce(0) { $0 + $1.reduce(0, +) }
    let tileCount = ground.tiles.tiles.count
    return try OutOfFoldDrawing(
      tiles: ground.tiles, classes: ground.classes, stacks: stacks, folds: ground.folds,
      smoothing: learning.selection.smoothing, rate: min(1, Self.tunedPixelCount / Double(max(1, total))),
      seed: UInt64(learning.selection.seed)
    ).draw { observer.progressed(step, share: Double($0) / Double(max(1, tileCount))) }
  }

  private func judgeScenes(
    _ stacks: [ForestStack], decision: ForestDecision, on ground: TrainingGround
  ) throws -> [SceneJudgement] {
    let step = "judging whole masks out of fold"
    observer.began(step)
    return try ground.scenes.enumerated().map { number, scene in
      observer.progressed(step, share: Double(number) / Double(ground.scenes.count))
      let cleaning = try SceneCleaning(plan: plan, scene: scene)
      let segmenters = try stacks.map {
        try ForestSegmenter(
          $0, decision: decision, cleaning: cleaning.local, pixelSideMetres: scene.pixelSideMetres)
      }
      return try SceneJudging(
        scene: scene, number: number, legend: learning.legend,
        segmenter: ground.folds.segmenter(of: segmenters, scene: number, blocks: scene.blocks),
        components: cleaning.components, tolerancePixels: tolerancePixels,
        tileSize: SceneTiles.side, workerCount: threadCount, cancellation: cancellation
      ).judge()
    }
  }
}

extension FoldPlan {
  /// The segmenter that decides each pixel of a scene by the model that has
  /// not seen it.
  func segmenter(
    of segmenters: [ForestSegmenter], scene: Int, blocks: BlockMap
  ) -> any Segmenter {
    let own = foldOfBlock.filter { $0.key.scene == scene }
    let folds = Dictionary(uniqueKeysWithValues: own.map { ($0.key.number, $0.value) })
    if let only = Set(folds.values).first, Set(folds.values).count == 1, blocks.isWhole {
      return segmenters[only]
    }
    return FoldedSegmenter(segmenters: segmenters, blocks: blocks, folds: folds)
  }
}

/// The job's cleaning on one scene.
struct SceneCleaning {
  let local: ClassFilterChain
  let components: [ComponentRule]

  /// Turns areas into the scene's pixels.
  ///
  /// - Throws: `TrainingError` where areas are given for pixels without a size.
  init(plan: JobPlan, scene: LearningScene) throws(TrainingError) {
    let preparation = FlightPreparation(
      job: plan, candidate: FlightCandidate(name: scene.name, date: nil, files: .bands([:])))
    local = preparation.localCleaning()
    let area = scene.pixelSideMetres * scene.pixelSideMetres
    components = plan.job.cleaning.compactMap { preparation.componentRule($0, pixelArea: area) }
    guard components.isEmpty || scene.hasPlace else {
      throw .noPixelSize(file: scene.file.locator.name, what: "area of a cleaning step")
    }
  }
}
