import Foundation
import GeoFiles
import Grid
public import JobDefinition
public import Learning
import Pixels
import Segmentation

/// Says where labels would help most.
public struct LabelSuggestionRun: Sendable {
  /// What is asked.
  public struct Options: Sendable {
    /// How many tiles are wanted.
    public var count = 20
    /// The side of a tile in pixels.
    public var tileSide = 256
    /// The GeoPackage for the tiles instead of the standard one.
    public var packagePath: String?
    /// A model to ask instead of the job's own.
    public var modelFolder: String?
    /// Instead of the job's number.
    public var threadCount: Int?

    /// True to take the flights that are queued for annotation instead of the
    /// job's scenes.
    public var isRequested = false

    /// Makes the standard options.
    public init() {}
  }

  private let job: Job
  private let plan: JobPlan
  private let training: TrainingSelection
  private let legend: Legend
  private let requests: AnnotationQueue?
  private let options: Options
  private let observer: any TrainingObserver
  private let cancellation: RunCancellation
  private let threadCount: Int

  /// Reads the job.
  ///
  /// - Throws: `JobPlanError`.
  public init(
    _ job: Job, options: Options = Options(), observer: any TrainingObserver,
    cancellation: RunCancellation = .never
  ) throws {
    self.job = job
    plan = try JobPlan(job)
    requests = options.isRequested ? try AnnotationQueue(plan) : nil
    if let requests {
      training = requests.training
      legend = requests.legend
    } else {
      (training, legend) = try plan.labelled()
    }
    self.options = options
    self.observer = observer
    self.cancellation = cancellation
    threadCount = options.threadCount ?? job.processing.threadCount ?? WorkerPool.processorCount
  }

  /// Looks at every scene, chooses tiles and writes the packages.
  ///
  /// - Throws: Why a scene, its labels or the model cannot be used; without a
  ///   model, why nothing can be learned.
  public func run() throws -> LabelSuggestionOutcome {
    observer.began("opening scenes")
    let scenes = try plan.openScenes(training, legend: legend)
    let model = try loadModel()
    let learning: QuickLearning?
    var obstacle: String?
    do {
      learning =
        try requests == nil
        ? QuickLearning(
          job, scenes: scenes, threadCount: threadCount, observer: observer, cancellation: cancellation)
        : nil
    } catch let error where error.isAboutLabels && model != nil {
      (learning, obstacle) = (nil, "\(error)")
    }
    let found = try CandidateTiles(
      scenes: scenes, stacks: try stacks(scenes, model, learning), side: options.tileSide,
      seed: training.seed, workerCount: threadCount, observer: observer, cancellation: cancellation
    ).find()
    let chosen = LabelSuggestion.ranked(found.candidates, labelled: found.labelled, count: options.count)
    let paths = AnnotationPaths(
      job, given: options.packagePath, ending: "next", sceneNames: scenes.map(\.name))
    _ = try paths.makeFolder()
    for (number, scene) in scenes.enumerated() {
      try write(chosen.filter { $0.candidate.scene == number }, of: scene, to: paths.path(of: number))
    }
    try requests?.settle(paths)
    let drawing = try learning.map { try CurveDrawing(learning: $0, tileCount: found.labelledCount).draw() }
    return LabelSuggestionOutcome(
      source: model.map { .model($0.path) } ?? .quick,
      scenes: scenes.indices.map { .init(name: scenes[$0].name, package: paths.path(of: $0)) },
      tileSide: options.tileSide, tileCount: found.tileCount, labelledCount: found.labelledCount,
      candidateCount: found.candidates.count, suggestions: chosen,
      steps: drawing?.steps.map {
        .init(share: $0.share, tileCount: $0.tileCount, meanIoU: $0.meanIoU)
      } ?? [],
      gain: drawing?.curve.map {
        $0.gain(from: Double(found.labelledCount), adding: Double(chosen.count))
      },
      limit: drawing?.curve?.limit, obstacle: obstacle)
  }

  /// The model that is named, else the job's own where it is trained already.
  private func loadModel() throws -> (path: String, model: LoadedModel)? {
    if let given = options.modelFolder { return (given, try LoadedModel(at: given)) }
    for folder in [job.model?.folder.resolved, training.model?.resolved].compactMap({ $0 })
    where FileManager.default.fileExists(atPath: "\(folder)/\(ModelCard.fileName)") {
      return (folder, try LoadedModel(at: folder))
    }
    return nil
  }

  /// What tells the classes of each scene apart: the model, or forests that
  /// were grown from all labels at hand.
  private func stacks(
    _ scenes: [LearningScene], _ model: (path: String, model: LoadedModel)?, _ learning: QuickLearning?
  ) throws -> [ForestStack] {
    if let model = model?.model {
      return try scenes.map { scene in
        try model.check(
          name: scene.name, bands: scene.bands, calibration: scene.calibration,
          sampleType: scene.file.mosaic.sampleType,
          pixelSideMetres: scene.hasPlace ? scene.pixelSideMetres : nil, legend: legend,
          job: job.name)
        return try model.stack(pixelSideMetres: scene.pixelSideMetres)
      }
    }
    guard let learning else { throw TrainingError.noScenes }
    let stack = try learning.wholeStack()
    return scenes.map { _ in stack }
  }

  private func write(
    _ suggestions: [LabelSuggestion], of scene: LearningScene, to path: String
  ) throws {
    let package = try AnnotationPackage(path: path, target: AnnotationTarget(scene.file), layers: [.next])
    for suggestion in suggestions {
      try package.append(
        AnnotationPackage.NextTile(
          rank: suggestion.rank, window: suggestion.candidate.window,
          uncertainty: suggestion.candidate.uncertainty, field: suggestion.candidate.field,
          reason: suggestion.reason))
    }
    try package.finish()
  }
}

/// Where labels would help most, and how much.
public struct LabelSuggestionOutcome: Sendable {
  /// What was asked.
  public enum Source: Hashable, Sendable {
    /// A model from this folder.
    case model(String)
    /// A small model that was made of the labels at hand.
    case quick
  }

  /// One scene.
  public struct Scene: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Where its tiles were written.
    public var package: String
  }

  /// A point of the learning curve.
  public struct Step: Hashable, Sendable {
    /// The share of the blocks that was learned from.
    public var share: Double
    /// The labelled tiles that this amounts to, less the fold that is kept out.
    public var tileCount: Double
    /// The mean IoU outside of the fold.
    public var meanIoU: Double
  }

  /// What was asked.
  public var source: Source
  /// The scenes in the order of the job.
  public var scenes: [Scene]
  /// The side of a tile in pixels.
  public var tileSide: Int
  /// All tiles.
  public var tileCount: Int
  /// Tiles with any label.
  public var labelledCount: Int
  /// Tiles that could be labelled.
  public var candidateCount: Int
  /// The tiles to label next.
  public var suggestions: [LabelSuggestion]
  /// The learning curve's points, by share.
  public var steps: [Step]
  /// The gain in mean IoU by labelling the suggested tiles; `nil` without a curve.
  public var gain: LearningCurve.Gain?
  /// The mean IoU that the curve tends to.
  public var limit: Double?
  /// Why there is no learning curve.
  public var obstacle: String?
}
