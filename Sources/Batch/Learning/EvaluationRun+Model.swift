import JobDefinition
import Learning
import Pixels
import Reporting

extension EvaluationRun {
  /// The most pixels that confidences are held against truth at.
  private static let calibrationPixelCount = 500_000.0

  /// What the evaluation is to say besides its figures.
  func subject(_ scenes: [LearningScene], legend: Legend, model: LoadedModel?) -> EvaluationSubject {
    let judge = model.map { "the model \($0.card.name) of \($0.card.created)" } ?? "the job's rules"
    var notes = [
      "Every scene was worked through as a run would, cleaning included, by \(judge); only labelled pixels count."
    ]
    if let training = model?.card.training {
      notes.append(
        "The model was learned from \(training.scenes.count == 1 ? "one scene" : "\(training.scenes.count) scenes");"
          + " what it is worth out of fold stands in its own folder.")
    }
    return EvaluationSubject(
      plan: plan, title: model?.card.name ?? plan.job.name, day: .today, judge: judge, notes: notes,
      notices: model.map { notices(scenes, legend: legend, model: $0) } ?? [],
      judgesSeverity: plan.job.evaluation?.judgesSeverity ?? false)
  }

  private func notices(
    _ scenes: [LearningScene], legend: Legend, model: LoadedModel
  ) -> [FlightReport.Notice] {
    let seen = scenes.filter { model.hasSeen($0.fingerprint) }.map { scene in
      FlightReport.Notice(
        .warning, subject: scene.name,
        message: "the model was trained on this scene, so its figures flatter; out-of-fold figures stand in"
          + " the model's folder")
    }
    let unknown = legend.entries.filter { !model.classes.contains($0.code) }.map { entry in
      FlightReport.Notice(
        .warning, subject: entry.name,
        message: "the model was taught no pixel of this class and never finds it")
    }
    for notice in seen + unknown { observer.noted("\(notice.subject): \(notice.message)") }
    return seen + unknown
  }

  /// Holds the model's confidence against truth on labelled pixels that are
  /// drawn evenly, whatever their class; `nil` without any.
  func calibration(
    _ model: LoadedModel, _ judged: JudgedScenes
  ) throws -> EvaluationReport.Calibration? {
    let step = "holding confidence against truth"
    observer.began(step)
    let rate = min(1, Self.calibrationPixelCount / Double(max(1, judged.labelledPixels)))
    var predictions = GatedPredictions(classCount: model.classes.count)
    for (number, scene) in judged.scenes.enumerated() {
      observer.progressed(step, share: Double(number) / Double(judged.scenes.count))
      let drawing = OutOfFoldDrawing(
        tiles: SceneTiles([scene], workerCount: threadCount, cancellation: cancellation),
        classes: model.classes, stacks: [try model.stack(pixelSideMetres: scene.pixelSideMetres)], folds: nil,
        smoothing: plan.job.model?.smoothing ?? model.card.smoothing, rate: rate, seed: UInt64(number))
      predictions.append(contentsOf: try drawing.draw())
    }
    let scaling = TemperatureScaling(temperature: model.card.decision.temperature)
    return EvaluationReport.Calibration(
      temperature: scaling.temperature, before: predictions.reliability(),
      after: predictions.reliability(at: scaling))
  }
}
