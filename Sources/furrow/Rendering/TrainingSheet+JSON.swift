import Batch
import Learning
import Reporting

extension TrainingSheet {
  /// One object.
  var json: JSONValue {
    let scores = outcome.scores
    return .object([
      "path": .string(outcome.folder), "model": .string(outcome.card.name),
      "blocks": .optional(scores.blockCount), "missing_intervals": .optional(scores.missingIntervals),
      "mean_iou": Self.json(scores.meanIntersectionOverUnion), "accuracy": Self.json(scores.accuracy),
      "kappa": Self.json(scores.kappa),
      "classes": JSONValue(ScoreTable.classes(scores, legend: outcome.legend)),
      "fold_mean_iou": .array(outcome.folds.map { .optional($0.meanIntersectionOverUnion) }),
      "calibration_error_before": .optional(outcome.card.metrics?.calibrationErrorBefore),
      "calibration_error": .optional(outcome.card.metrics?.calibrationErrorAfter),
      "stages": .array(outcome.gains.map(Self.gains)),
      "curve": .array(
        outcome.curve.map { .object(["share": .number($0.share), "mean_iou": .number($0.meanIoU)]) }),
    ])
  }

  private static func json(_ estimate: Estimate) -> JSONValue {
    .object([
      "value": .optional(estimate.value), "low": .optional(estimate.interval?.lower),
      "high": .optional(estimate.interval?.upper),
    ])
  }

  /// The features of a stage, the best first.
  private static func gains(_ gains: [(name: String, share: Double)]) -> JSONValue {
    .array(gains.map { .object(["feature": .string($0.name), "gain_share": .number($0.share)]) })
  }
}
