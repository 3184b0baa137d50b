import GeoFiles
public import JobDefinition
import Learning
import Pixels
import Reporting
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
        file: job.file, place: "/segment",
        reason: "there are neither rules nor a model to judge; add this section, or name a model")
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
    let descriptions = try descriptions()
    let model = try plan.job.model.map { try LoadedModel(at: $0.folder.resolved) }
    guard let legend = plan.legend ?? model?.legend else {
      throw problem("the section 'legend' is missing", at: "/legend")
    }
    observer.began("opening scenes")
    let scenes = try opening(descriptions, legend, model: model).scenes { observer.noted($0) }
    guard !scenes.isEmpty else { throw TrainingError.noScenes }
    let judged = JudgedScenes(
      legend: legend, scenes: scenes, judgements: try judge(scenes, legend: legend, model: model),
      tolerancePixels: tolerancePixels)
    guard judged.labelledPixels > 0 else { throw TrainingError.noLabels(scenes.map(\.name)) }
    var subject = subject(scenes, legend: legend, model: model)
    subject.calibration = try model.flatMap { try calibration($0, judged) }
    var outcome = try EvaluationOutcome(judged, about: subject)
    if let model, let folder = plan.job.model?.folder.resolved {
      outcome.model = EvaluatedModel(
        name: model.card.name, cardSHA256: model.fingerprint, folder: folder)
      outcome.seenScenes = Set(scenes.indices.filter { model.hasSeen(scenes[$0].fingerprint) })
    }
    return outcome
  }

  private var tolerancePixels: Int {
    plan.job.evaluation?.tolerancePixels ?? SceneJudging.standardTolerance
  }

  private func problem(_ reason: String, at place: String = "/evaluate") -> JobPlanError {
    JobPlanError(file: plan.job.file, place: place, reason: reason)
  }

  /// The scenes, the section that they stand in, and what is kept together.
  private typealias Descriptions = (
    scenes: [TrainingSelection.Scene], section: String, folds: TrainingSelection.Folds
  )

  private func descriptions() throws(JobPlanError) -> Descriptions {
    if let evaluation = plan.job.evaluation, !evaluation.scenes.isEmpty {
      var folds = TrainingSelection.Folds()
      folds.side = evaluation.blockSide
      return (evaluation.scenes, "evaluate", folds)
    }
    guard let training = plan.job.training else { throw problem("no scenes with labels are given") }
    return (training.scenes, "train", training.folds)
  }

  private func opening(_ given: Descriptions, _ legend: Legend, model: LoadedModel?) -> SceneOpening {
    SceneOpening(
      plan: plan, legend: legend, descriptions: given.scenes, section: given.section, folds: given.folds,
      roles: model?.roles ?? [])
  }

  private func judge(
    _ scenes: [LearningScene], legend: Legend, model: LoadedModel?
  ) throws -> [SceneJudgement] {
    let step = "judging masks"
    observer.began(step)
    return try scenes.enumerated().map { number, scene in
      try cancellation.check()
      observer.progressed(step, share: Double(number) / Double(scenes.count))
      for warning in scene.file.warnings { observer.noted("\(scene.name): \(warning)") }
      let cleaning = try SceneCleaning(plan: plan, scene: scene)
      return try SceneJudging(
        scene: scene, number: number, legend: legend,
        segmenter: try segmenter(scene, cleaning: cleaning.local, legend: legend, model: model),
        components: cleaning.components, tolerancePixels: tolerancePixels,
        tileSize: plan.job.processing.tileSize, workerCount: threadCount, cancellation: cancellation
      ).judge()
    }
  }

  private func segmenter(
    _ scene: LearningScene, cleaning: ClassFilterChain, legend: Legend, model: LoadedModel?
  ) throws -> any Segmenter {
    let preparation = FlightPreparation(
      job: plan,
      candidate: FlightCandidate(
        name: scene.name, date: nil, files: .one(JobPath(scene.file.locator.name, in: ""))))
    guard let model else { return try preparation.rules(over: scene, cleaning: cleaning) }
    try preparation.checkIndices(scene.bands, scene.calibration)
    try model.check(
      name: scene.name, bands: scene.bands, calibration: scene.calibration,
      sampleType: scene.file.mosaic.sampleType, pixelSideMetres: scene.hasPlace ? scene.pixelSideMetres : nil,
      legend: legend, job: plan.job.name)
    return try model.segmenter(
      smoothing: plan.job.model?.smoothing, picture: preparation.readBesides(scene), cleaning: cleaning,
      pixelSideMetres: scene.pixelSideMetres)
  }
}
