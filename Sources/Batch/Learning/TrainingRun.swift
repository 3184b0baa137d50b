import Foundation
import GeoFiles
import Grid
public import JobDefinition
import Learning
import Pixels
import Segmentation
import Spectral

/// Learns a model from a job's scenes: folds first, to know what the model is
/// worth, then one model from everything.
///
/// Equal jobs, files and program versions give equal models, byte for byte,
/// whatever the number of threads.
public struct TrainingRun: Sendable {
  let plan: JobPlan
  let learning: LearningPlan
  let threadCount: Int
  let observer: any TrainingObserver
  let cancellation: RunCancellation
  /// The model that is gone on from; `nil` for one that is begun anew.
  let champion: LoadedModel?

  /// Reads the job's expressions.
  ///
  /// - Parameter championFolder: A model whose settings are taken and whose
  ///   training data must be among the job's, with more besides.
  /// - Throws: `JobPlanError`; `ModelError` and `ContinuationError` where the
  ///   model cannot be gone on from.
  public init(
    _ job: Job, continuing championFolder: String? = nil, threadCount: Int? = nil,
    observer: any TrainingObserver, cancellation: RunCancellation = .never
  ) throws {
    champion = try championFolder.map { try LoadedModel(at: $0) }
    var job = job
    if let champion, let championFolder {
      job = try Self.job(job, continuing: champion, at: championFolder)
      if let legend = job.legend { try ModelFit(champion.card).check(legend, ofJob: job.name) }
    }
    plan = try JobPlan(job)
    learning = try LearningPlan(plan)
    self.threadCount = threadCount ?? job.processing.threadCount ?? WorkerPool.processorCount
    self.observer = observer
    self.cancellation = cancellation
  }

  /// Trains, judges and writes the model's folder.
  ///
  /// - Parameter drawsCurve: Whether the first stage is also grown from shares
  ///   of the blocks, to tell what more labels would bring.
  /// - Throws: What is wrong with the scenes, their labels or the folds;
  ///   `RunStopped` where it was stopped. Nothing is written then.
  public func run(drawsCurve: Bool = false) throws -> TrainingOutcome {
    let ground = try prepare()
    _ = try lineage(of: trainedScenes(ground))
    var stages: [GrownStage] = []
    var curve: [TrainingOutcome.CurvePoint] = []
    for number in 0..<(learning.context.isEmpty ? 1 : 2) {
      let samples = try drawSamples(stage: number, after: stages, on: ground)
      let stage = try growing(stage: number, on: ground).grow(samples, folds: ground.folds)
      stages.append(stage)
      guard drawsCurve, number == 0 else { continue }
      let drawn = QuickLearning(
        run: self, ground: ground, samples: samples, parameters: stage.parameters)
      curve = try CurveDrawing(learning: drawn, tileCount: ground.pixels.count, repeats: 1).draw().steps
        .map { TrainingOutcome.CurvePoint(share: $0.share, meanIoU: $0.meanIoU) }
    }
    var outcome = try finish(stages, on: ground)
    outcome.curve = curve
    return outcome
  }

  /// Opens the scenes, counts their labels and deals out the folds.
  private func prepare() throws -> TrainingGround {
    observer.began("opening scenes")
    return try prepare(
      SceneOpening(
        plan: plan, legend: learning.legend, descriptions: learning.selection.scenes, section: "train",
        folds: learning.selection.folds, roles: learning.roles
      ).scenes { observer.noted($0) })
  }

  /// Counts the labels of open scenes and deals out the folds.
  func prepare(_ scenes: [LearningScene]) throws -> TrainingGround {
    try SceneAgreement(scenes).check(learning)
    for scene in scenes { for warning in scene.file.warnings { observer.noted("\(scene.name): \(warning)") } }
    let tiles = SceneTiles(scenes, workerCount: threadCount, cancellation: cancellation)
    observer.began("counting labels")
    let entries = learning.legend.entries
    let gate = try ForestStack(
      gate: learning.gate, layers: [.init(features: learning.roles.map { .name($0.rawValue) })],
      classes: entries.map(\.code), outside: entries.map { _ in 0 },
      pixelSideMetres: scenes[0].pixelSideMetres)
    let counts = try LabelCounting(tiles: tiles, classes: entries.map(\.code), gate: gate).count()
    let ground = try TrainingGround(tiles: tiles, counts: counts, learning: learning)
    for note in ground.notes { observer.noted(note) }
    return ground
  }

  /// Draws what one stage is grown from.
  func drawSamples(
    stage: Int, after stages: [GrownStage], on ground: TrainingGround
  ) throws -> Samples {
    let name = learning.context.isEmpty ? "" : " of stage \(stage + 1)"
    let step = "drawing samples\(name)"
    observer.began(step)
    let tileCount = ground.tiles.tiles.count
    let stacks =
      stages.isEmpty
      ? [try stack(stages, fold: nil, isOpen: true, on: ground)]
      : try (0..<ground.folds.count).map { try stack(stages, fold: $0, isOpen: true, on: ground) }
    return try SampleDrawing(
      tiles: ground.tiles, classes: ground.classes, rates: ground.rates,
      augmentation: Augmentation(learning.selection.augmentation), seed: UInt64(learning.selection.seed),
      bufferPixels: ground.bufferPixels, stacks: stacks, folds: ground.folds
    ).draw { observer.progressed(step, share: Double($0) / Double(max(1, tileCount))) }
  }

  /// What grows the forests of one stage.
  func growing(stage: Int, on ground: TrainingGround) -> ForestGrowing {
    ForestGrowing(
      selection: learning.selection, classCodes: ground.classes, classNames: ground.classNames,
      featureNames: featureNames(stage), threadCount: threadCount, observer: observer,
      cancellation: cancellation, name: learning.context.isEmpty ? "" : " of stage \(stage + 1)")
  }

  /// What the forest of a stage reads, in its order.
  private func featureNames(_ stage: Int) -> [String] {
    learning.selection.features + (stage > 0 ? learning.selection.context : [])
  }

  /// The layers so far with the forests of one fold, or with the final ones.
  func stack(
    _ stages: [GrownStage], fold: Int?, isOpen: Bool, on ground: TrainingGround
  ) throws -> ForestStack {
    var layers = stages.enumerated().map { number, stage in
      ForestStack.Layer(
        features: number == 0 ? learning.features : learning.context,
        forest: fold.map { stage.folds[$0].forest } ?? stage.whole.forest)
    }
    if isOpen {
      layers.append(.init(features: stages.isEmpty ? learning.features : learning.context))
    }
    return try ForestStack(
      gate: learning.gate, layers: layers, classes: ground.classes, outside: ground.outside,
      pixelSideMetres: ground.pixelSideMetres)
  }
}
