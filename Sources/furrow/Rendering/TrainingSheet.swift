import Batch
import Learning
import Pixels
import Reporting

/// What training gave, for a terminal.
struct TrainingSheet {
  let outcome: TrainingOutcome

  init(_ outcome: TrainingOutcome) { self.outcome = outcome }

  func write(explains: Bool) {
    Output.line("Out of fold, \(blocks):")
    Output.write(TextTable(ScoreTable.classes(outcome.scores, legend: outcome.legend)).text)
    Output.line(ScoreTable.summary(outcome.scores))
    Output.line("by fold: \(folds)")
    if let before = outcome.card.metrics?.calibrationErrorBefore,
      let after = outcome.card.metrics?.calibrationErrorAfter
    {
      Output.line(
        "confidence is off by \(Number.fixed(before, 4)) on average, \(Number.fixed(after, 4)) once calibrated"
      )
    }
    if explains {
      writeGains()
      writeCurve()
    }
    Output.line("model  \(outcome.folder)")
  }

  private var blocks: String {
    outcome.scores.missingIntervals ?? "intervals of 95 % from \(outcome.scores.blockCount ?? 0) blocks"
  }

  private var folds: String {
    outcome.folds.map { $0.meanIntersectionOverUnion.map { Number.fixed($0, 3) } ?? "-" }
      .joined(separator: " ")
  }

  private func writeCurve() {
    guard !outcome.curve.isEmpty else { return }
    let points = outcome.curve.map { "\(Int(($0.share * 100).rounded())) % \(Number.fixed($0.meanIoU, 3))" }
    Output.line("mean IoU on samples by share of the labelled blocks: \(points.joined(separator: ", "))")
  }

  private func writeGains() {
    for (number, gains) in outcome.gains.enumerated() {
      let used = gains.filter { $0.share > 0 }
      Output.line(
        "Stage \(number + 1) reads \(used.count) of \(gains.count) features; shares of the gain in per cent:")
      let table = Table(
        columns: [.init("feature"), .init("gain_pct", title: "gain", unit: "%", decimals: 1)],
        rows: used.map { [.text($0.name), .number($0.share * 100)] })
      Output.write(TextTable(table).text)
    }
  }
}

/// Scores as tables.
enum ScoreTable {
  /// The figures of each class, with the ends of the interval of its IoU.
  static func classes(_ scores: ScoreSheet, legend: Legend) -> Table {
    Table(
      columns: [
        .init("class"), .init("iou", title: "IoU", decimals: 3), .init("iou_low", title: "from", decimals: 3),
        .init("iou_high", title: "to", decimals: 3), .init("precision", decimals: 3),
        .init("recall", decimals: 3), .init("f1", title: "F1", decimals: 3), .init("pixels"),
      ],
      rows: scores.classes.map { entry in
        let iou = entry.intersectionOverUnion
        return [
          .text(legend[entry.code]?.name ?? "\(entry.code)"), .optional(iou.value),
          .optional(iou.interval?.lower), .optional(iou.interval?.upper), .optional(entry.precision.value),
          .optional(entry.recall.value), .optional(entry.f1.value), .integer(entry.truthPixels),
        ]
      })
  }

  /// One line: mean IoU with its interval, pixel accuracy and kappa.
  static func summary(_ scores: ScoreSheet) -> String {
    func text(_ estimate: Estimate) -> String {
      guard let value = estimate.value else { return "-" }
      let interval = estimate.interval.map {
        " [\(Number.fixed($0.lower, 3)), \(Number.fixed($0.upper, 3))]"
      }
      return Number.fixed(value, 3) + (interval ?? "")
    }
    return "mean IoU \(text(scores.meanIntersectionOverUnion)), pixel accuracy \(text(scores.accuracy)), "
      + "kappa \(text(scores.kappa))"
  }
}
