import GeoFiles
import JobDefinition
import Learning
import Pixels
import Reporting

extension EvaluationReport {
  /// The report of judged scenes, without groups and pictures.
  init(_ judged: JudgedScenes, about subject: EvaluationSubject) {
    let (totals, scores) = (judged.totals, judged.scores)
    let panoptic = PanopticCounts.mean(totals.segments) { $0.panopticQuality }
    self.init(
      title: subject.title, context: subject.plan.job.name, date: subject.day.description,
      legend: judged.legend,
      summary: [
        Measure(key: "mean_iou", name: "mean IoU", figure: Figure(scores.meanIntersectionOverUnion)),
        Measure(key: "mean_f1", name: "mean F1", figure: Figure(scores.meanF1)),
        Measure(key: "accuracy", name: "pixel accuracy", figure: Figure(scores.accuracy)),
        Measure(key: "kappa", name: "kappa", figure: Figure(scores.kappa)),
        Measure(key: "pq", name: "panoptic quality", figure: Figure(panoptic)),
      ],
      confusion: totals.matrix.rows, classes: Self.classes(scores, totals))
    unpredictedPixels = totals.matrix.unpredicted
    boundaryTolerancePixels = judged.tolerancePixels
    calibration = subject.calibration
    let severity = subject.judgesSeverity ? judged.severity() : nil
    self.severity = severity?.figures
    let corrected = judged.correctedAreas()
    (areas, areaNote) = (corrected.rows, corrected.note)
    facts = judged.facts(judge: subject.judge)
    foldNotes = subject.notes + [judged.intervalNote]
    notices = subject.notices + judged.notices + (severity?.notices ?? []) + corrected.notices
    parameters = Self.parameters(subject.plan.job, tolerancePixels: judged.tolerancePixels)
    versions = [
      FlightReport.LabelledValue("furrow", Furrow.version),
      FlightReport.LabelledValue("GDAL", GDALLibrary.versionText),
    ]
  }

  private static func classes(_ scores: ScoreSheet, _ totals: SceneScores) -> [ClassScores] {
    scores.classes.enumerated().map { place, sheet in
      var scores = ClassScores(
        code: sheet.code, truthPixels: sheet.truthPixels, predictedPixels: sheet.predictedPixels)
      scores.intersectionOverUnion = Figure(sheet.intersectionOverUnion)
      scores.precision = Figure(sheet.precision)
      scores.recall = Figure(sheet.recall)
      scores.f1 = Figure(sheet.f1)
      scores.kappa = Figure(sheet.kappa)
      scores.boundaryF1 = totals.boundaries[place].f1
      scores.segments = Segments(totals.segments[place])
      return scores
    }
  }

  private static func parameters(_ job: Job, tolerancePixels: Int) -> [FlightReport.LabelledValue] {
    let rules = (job.segment?.rules ?? []).map { rule in
      FlightReport.LabelledValue("rule", "\(job.legend?[rule.code]?.name ?? "") when \(rule.condition)")
    }
    return rules + [
      FlightReport.LabelledValue("tolerance of edges", "\(tolerancePixels) px"),
      FlightReport.LabelledValue("parameters", job.parametersJSON),
    ]
  }

  /// The tables by scene, by field and by fold.
  static func groups(
    scenes: [EvaluationOutcome.Part], fields: [EvaluationOutcome.Part], folds: [EvaluationOutcome.Part]
  ) -> [Group] {
    [("fold", folds), ("scene", scenes), ("field", fields)].filter { !$1.isEmpty }.map { kind, parts in
      Group(kind: kind, rows: parts.map { Group.Row($0) })
    }
  }
}

extension EvaluationReport.Figure {
  /// A figure with its interval.
  init(_ estimate: Estimate) {
    self.init(estimate.value, lower: estimate.interval?.lower, upper: estimate.interval?.upper)
  }
}

extension EvaluationReport.Segments {
  fileprivate init(_ counts: PanopticCounts) {
    self.init(
      matched: counts.matched, falseAlarms: counts.falseAlarms, missed: counts.missed,
      panopticQuality: counts.panopticQuality, segmentationQuality: counts.segmentationQuality,
      recognitionQuality: counts.recognitionQuality)
  }
}

extension EvaluationReport.Group.Row {
  fileprivate init(_ part: EvaluationOutcome.Part) {
    self.init(
      name: part.name, pixels: part.matrix.total,
      meanIntersectionOverUnion: .init(part.scores.meanIntersectionOverUnion),
      accuracy: .init(part.scores.accuracy),
      intersectionOverUnion: part.scores.classes.map(\.intersectionOverUnion.value))
  }
}

extension EvaluationReport.Calibration {
  /// Confidences before and after scaling; `nil` without predictions.
  init?(temperature: Double, before: Reliability, after: Reliability) {
    guard let before = EvaluationReport.Reliability(before), let after = EvaluationReport.Reliability(after)
    else { return nil }
    self.init(temperature: temperature, before: before, after: after)
  }
}

extension EvaluationReport.Reliability {
  fileprivate init?(_ reliability: Reliability) {
    guard let error = reliability.expectedCalibrationError, let brier = reliability.brierScore else {
      return nil
    }
    let whole = reliability.weight
    self.init(
      bins: reliability.bins.map {
        Bin(share: $0.weight / whole, confidence: $0.meanConfidence, accuracy: $0.accuracy)
      }, expectedCalibrationError: error, brierScore: brier)
  }
}
