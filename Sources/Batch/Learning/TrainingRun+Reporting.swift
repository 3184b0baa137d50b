import JobDefinition
import Learning
import Reporting

extension TrainingRun {
  /// What the evaluation of a trained model is to say besides its figures.
  func subject(
    of judgement: ModelJudgement, day: CalendarDate, on ground: TrainingGround
  ) -> EvaluationSubject {
    EvaluationSubject(
      plan: plan, title: plan.job.name, day: day,
      judge: "the model's \(ground.folds.count) folds, each by trees that have not seen it",
      notes: [foldNote(ground), tuningNote],
      notices: ground.notes.map { FlightReport.Notice(.warning, subject: "labels", message: $0) },
      calibration: EvaluationReport.Calibration(
        temperature: Double(judgement.decision.temperature), before: judgement.reliability.before,
        after: judgement.reliability.after),
      judgesSeverity: plan.job.evaluation?.judgesSeverity ?? false)
  }

  private func foldNote(_ ground: TrainingGround) -> String {
    let folds = learning.selection.folds
    let parts =
      switch folds.unit {
      case .blocks: "Squares of \(folds.side)"
      case .fields: "Fields"
      case .flights: "Flights"
      case .scenes: "Scenes"
      }
    let buffer =
      ground.bufferPixels > 0
      ? " Pixels less than \(folds.buffer) away from a part that judges were not learned from." : ""
    return "\(parts) were kept apart in \(ground.folds.count) folds: whole masks were made, every pixel by a"
      + " model that has seen nothing of its part, and held against all labels, cleaning included.\(buffer)"
      + " The model in this folder was then learned from all parts."
  }

  private var tuningNote: String {
    learning.selection.decision == .tuned
      ? "The temperature and one weight a class were chosen on these same out-of-fold pixels; so few numbers"
        + " flatter the figures hardly, but they do."
      : "The temperature was chosen on these same out-of-fold pixels; it changes no class."
  }
}
