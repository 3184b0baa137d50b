import Batch
import Learning
import Pixels
import Reporting

/// An evaluation for people: figures by class, then those of all together.
struct EvaluationSheet {
  let outcome: EvaluationOutcome

  /// Heading, classes, means, severity, and what must be known.
  var text: String {
    let report = outcome.report
    let facts = report.facts.filter { $0.label != "Judged" }.map { "\($0.label.lowercased()) \($0.value)" }
    var sections = [
      Paragraph.wrapped("\(report.title), by \(report.facts[0].value); " + facts.joined(separator: ", ")),
      TextTable(classes).text, Paragraph.pairs(means),
    ]
    if let severity = report.severity { sections.append("Severity\n" + Paragraph.pairs(pairs(severity))) }
    if !report.notices.isEmpty {
      sections.append("Notices\n" + Paragraph.list(report.notices.map { "\($0.subject): \($0.message)" }))
    }
    return sections.joined(separator: "\n")
  }

  private var classes: Table {
    let columns: [Table.Column] = [
      .init("class"), .init("iou", title: "IoU", decimals: 3), .init("low", decimals: 3),
      .init("high", decimals: 3), .init("precision", decimals: 3), .init("recall", decimals: 3),
      .init("f1", title: "F1", decimals: 3), .init("pq", title: "PQ", decimals: 3),
      .init("labelled", unit: "px"), .init("found", unit: "px"),
    ]
    let rows = zip(outcome.legend.entries, outcome.report.classes).map { entry, scores -> [Table.Cell] in
      let overlap = scores.intersectionOverUnion
      let figures = [
        overlap.value, overlap.lower, overlap.upper, scores.precision.value, scores.recall.value,
        scores.f1.value, scores.segments?.panopticQuality,
      ]
      return [.text(entry.name)] + figures.map { $0.map(Table.Cell.number) ?? .missing }
        + [.integer(scores.truthPixels), .integer(scores.predictedPixels)]
    }
    return Table(columns: columns, rows: rows)
  }

  private var means: [(label: String, text: String)] {
    var means = outcome.report.summary.map { ($0.name, Self.text($0.figure)) }
    if let calibration = outcome.report.calibration {
      let (before, after) = (calibration.before, calibration.after)
      means.append(
        (
          "calibration error",
          "\(Number.fixed(before.expectedCalibrationError, 4)), after scaling "
            + Number.fixed(after.expectedCalibrationError, 4)
        ))
    }
    return means
  }

  private func pairs(_ severity: EvaluationReport.Severity) -> [(label: String, text: String)] {
    [
      ("scenes", "\(severity.imageCount)"), ("concordance (Lin)", Self.text(severity.concordance)),
      ("mean error", "\(Number.fixed(severity.meanAbsoluteError, 2)) percent points"),
      ("root mean square", "\(Number.fixed(severity.rootMeanSquareError, 2)) percent points"),
      ("bias", "\(Number.fixed(severity.bias, 2)) percent points"),
    ]
  }

  private static func text(_ figure: EvaluationReport.Figure) -> String {
    guard let value = figure.value else { return "–" }
    guard let low = figure.lower, let high = figure.upper else { return Number.fixed(value, 3) }
    return "\(Number.fixed(value, 3)) (\(Number.fixed(low, 3)) to \(Number.fixed(high, 3)))"
  }
}
