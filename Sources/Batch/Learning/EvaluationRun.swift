import Foundation
import GeoFiles
import Grid
public import JobDefinition
import Learning
import Pixels
import Segmentation
import Stitching

/// Holds what a job's rules or model make of scenes against their labels.
///
/// Every scene is worked through as a run would, cleaning included.
public struct EvaluationRun: Sendable {
  let plan: JobPlan
  let threadCount: Int
  let observer: any TrainingObserver
  let cancellation: RunCancellation

  /// Reads the job.
  ///
  /// - Parameter modelFolder: A model to judge instead of the job's own.
  /// - Throws: `JobPlanError`.
  public init(
    _ job: Job, modelFolder: String? = nil, threadCount: Int? = nil, observer: any TrainingObserver,
    cancellation: RunCancellation = .never
  ) throws {
    var job = job
    if let modelFolder {
      job.segment = nil
      job.model = ModelSelection(folder: JobPath(modelFolder, in: ""))
    } else if job.segment == nil, job.model == nil, let folder = job.training?.model {
      job.model = ModelSelection(folder: folder)
    }
    guard job.segment != nil || job.model != nil else {
      throw JobPlanError(
        file: job.file, place: "/segment", reason: "there are neither rules nor a model to judge")
    }
    plan = try JobPlan(job)
    self.threadCount = threadCount ?? job.processing.threadCount ?? WorkerPool.processorCount
    self.observer = observer
    self.cancellation = cancellation
  }

  /// Judges every scene.
  ///
  /// - Throws: What is wrong with the scenes, their labels or the model.
  public func run() throws -> EvaluationOutcome {
    let model = try plan.job.model.map { try LoadedModel(at: $0.folder.resolved) }
    guard let legend = plan.legend ?? model?.legend else {
      throw JobPlanError(file: plan.job.file, place: "/legend", reason: "the section 'legend' is missing")
    }
    observer.began("opening scenes")
    let scenes = try opening(legend, model: model).scenes()
    guard !scenes.isEmpty else { throw TrainingError.noScenes }
    for scene in scenes where model?.hasSeen(scene.fingerprint) == true {
      observer.noted("\(scene.name): the model was trained on this scene, so its figures flatter")
    }
    let step = "judging masks"
    observer.began(step)
    var judgements: [SceneJudgement] = []
    for (number, scene) in scenes.enumerated() {
      try cancellation.check()
      observer.progressed(step, share: Double(number) / Double(scenes.count))
      judgements.append(try judge(scene, number: number, legend: legend, model: model))
    }
    return EvaluationOutcome(legend: legend, scenes: scenes, judgements: judgements)
  }

  private func opening(_ legend: Legend, model: LoadedModel?) throws -> SceneOpening {
    guard let scenes = plan.job.evaluation?.scenes ?? plan.job.training?.scenes else {
      throw JobPlanError(
        file: plan.job.file, place: "/evaluate", reason: "no scenes with labels are given")
    }
    return SceneOpening(
      plan: plan, legend: legend, descriptions: scenes,
      section: plan.job.evaluation == nil ? "train" : "evaluate",
      folds: plan.job.evaluation.map { TrainingSelection.Folds(blockSide: $0.blockSide) }
        ?? plan.job.training?.folds ?? TrainingSelection.Folds(),
      roles: model?.roles ?? [])
  }

  private func judge(
    _ scene: LearningScene, number: Int, legend: Legend, model: LoadedModel?
  ) throws -> SceneJudgement {
    let tolerance = plan.job.evaluation?.tolerancePixels ?? SceneJudging.standardTolerance
    func judging(_ segmenter: any Segmenter, _ components: [ComponentRule]) -> SceneJudging {
      SceneJudging(
        scene: scene, number: number, legend: legend, segmenter: segmenter, components: components,
        tolerancePixels: tolerance, tileSize: plan.job.processing.tileSize, workerCount: threadCount,
        cancellation: cancellation)
    }
    guard let model else {
      let prepared = try FlightPreparation(
        job: plan,
        candidate: FlightCandidate(
          name: scene.name, date: nil, files: .one(JobPath(scene.file.locator.name, in: "")))
      ).prepare()
      return try judging(prepared.plan.segmenter, prepared.components).judge()
    }
    try model.check(
      name: scene.name, bands: scene.bands, calibration: scene.calibration,
      sampleType: scene.file.mosaic.sampleType, pixelSideMetres: scene.hasPlace ? scene.pixelSideMetres : nil,
      legend: legend, job: plan.job.name)
    let cleaning = try SceneCleaning(plan: plan, scene: scene)
    let segmenter = try model.segmenter(
      smoothing: plan.job.model?.smoothing, cleaning: cleaning.local, pixelSideMetres: scene.pixelSideMetres)
    return try judging(segmenter, cleaning.components).judge()
  }
}

extension TrainingSelection.Folds {
  /// Squares of a side.
  fileprivate init(blockSide: TrainingSelection.Length) {
    self.init()
    side = blockSide
  }
}
