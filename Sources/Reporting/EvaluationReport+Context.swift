import FoundationEssentials
import Pixels

extension EvaluationReport {
  /// What the template sees.
  var pageContext: [String: Any] {
    [
      "title": title, "context": context, "date": date, "day": Figures.day(date),
      "facts": facts.map(Self.pair), "hasFacts": !facts.isEmpty,
      "notices": notices.map { notice -> [String: Any] in
        [
          "kind": notice.kind.rawValue, "kindLabel": notice.kind.label, "subject": notice.subject,
          "message": notice.message,
        ]
      },
      "hasNotices": !notices.isEmpty, "foldNotes": foldNotes,
      "summary": summary.map { Self.headline($0.name, $0.figure, 3) },
      "classNote": classNote, "bars": bars, "classTable": classTable.context,
      "objects": objectTable.map { [$0.context] } ?? [],
      "confusionNote": confusionNote, "confusion": confusionRows, "columns": confusionColumns,
      "calibration": calibration.map { [calibrationContext($0)] } ?? [],
      "groups": groups.map { groupTable($0).context }, "hasGroups": !groups.isEmpty,
      "places": worstPlaces.map(placeContext), "hasPlaces": !worstPlaces.isEmpty, "entries": entries,
      "areas": areaTable.context, "areaNote": areaNote, "hasAreas": !areas.isEmpty,
      "severity": severity.map { [severityContext($0)] } ?? [],
      "lists": lists, "hasMethod": !lists.isEmpty,
      "style": FlightReport.style + "\n" + Self.style, "script": FlightReport.script,
    ]
  }

  private static func pair(_ value: FlightReport.LabelledValue) -> [String: Any] {
    ["label": value.label, "value": value.value]
  }

  private static func headline(_ name: String, _ figure: Figure, _ decimals: Int) -> [String: Any] {
    let range = figure.range(decimals)
    return [
      "name": name, "value": figure.value.map { Figures.shown($0, decimals) } ?? Figures.missing,
      "range": range ?? "", "hasRange": range != nil,
    ]
  }

  private var entries: [[String: Any]] { legend.entries.map { ["name": $0.name, "color": $0.color.hex] } }

  private var lists: [[String: Any]] {
    [("Parameters", parameters), ("Versions", versions)].filter { !$1.isEmpty }
      .map { ["title": $0, "pairs": $1.map(Self.pair)] }
  }

  private var classNote: String {
    let edges = boundaryTolerancePixels.map { pixels in
      " Edges match within \(pixels) pixel\(pixels == 1 ? "" : "s")."
    }
    return "Intersection over union of each class"
      + (hasIntervals
        ? ", with whiskers over the 95 % interval." : "; there are too few blocks for intervals.")
      + (edges ?? "")
  }

  private var hasIntervals: Bool { classes.contains { $0.intersectionOverUnion.range(3) != nil } }

  private var bars: [[String: Any]] {
    zip(legend.entries, classes).map { entry, scores in
      let figure = scores.intersectionOverUnion
      let shown = figure.value.map { Figures.shown($0, 3) } ?? Figures.missing
      return [
        "name": entry.name, "color": entry.color.hex, "value": shown,
        "chart": Chart.whiskerBar(
          figure.value ?? 0, from: figure.lower, to: figure.upper, color: entry.color,
          label: "\(entry.name): \(shown)" + (figure.range(3).map { ", \($0)" } ?? "")),
      ]
    }
  }

  private func placeContext(_ place: Place) -> [String: Any] {
    let pictures = [
      (place.imagePNG, "Image"), (place.truthPNG, "Truth"), (place.predictionPNG, "Prediction"),
    ]
    let overlap = place.meanIntersectionOverUnion.map { ", mean IoU \(Figures.shown($0, 3))" } ?? ""
    let share = place.pixels > 0 ? Double(place.errorPixels) / Double(place.pixels) : .nan
    return [
      "name": place.name,
      "message": "\(Figures.shown(Double(place.errorPixels), 0)) of"
        + " \(Figures.shown(Double(place.pixels), 0)) labelled pixels wrong (\(Figures.percent(share)) %)\(overlap)",
      "pictures": pictures.filter { !$0.0.isEmpty }.map { png, caption -> [String: Any] in
        [
          "uri": "data:image/png;base64," + Data(png).base64EncodedString(), "caption": caption,
          "alt": "\(caption) of \(place.name)",
        ]
      },
    ]
  }

  private func calibrationContext(_ calibration: Calibration) -> [String: Any] {
    let ticks = zip([0.0, 25, 50, 75, 100], ["0", "0.25", "0.5", "0.75", "1"]).map(Self.tick)
    let diagrams = [("As the model gives it", calibration.before), ("After scaling", calibration.after)]
    return [
      "note": "Bars show how often predictions of each confidence are right; pale ones hold few. The brown"
        + " lines show how sure the model was: a bar below its line is too sure. Logarithms of probabilities"
        + " are divided by a temperature of \(Figures.shown(calibration.temperature, 2)).",
      "diagrams": diagrams.map { title, reliability -> [String: Any] in
        [
          "title": title, "ticks": ticks,
          "svg": Chart.reliability(reliability, label: "Reliability diagram: \(title.lowercased())"),
          "caption": "Expected calibration error \(Figures.shown(reliability.expectedCalibrationError, 4)),"
            + " Brier score \(Figures.shown(reliability.brierScore, 4))",
        ]
      },
    ]
  }

  private static func tick(_ place: Double, _ label: String) -> [String: Any] {
    ["place": Figures.fixed(place, 2), "label": label]
  }

  private func severityContext(_ severity: Severity) -> [String: Any] {
    let highest = severity.pairs.map { max($0.truth, $0.measured) }.max() ?? 0
    let top = max((highest / 10).rounded(.up) * 10, 10)
    let points = severity.pairs.map { (x: $0.truth / top, y: $0.measured / top) }
    let diagram: [String: Any] = [
      "title": "Measured over true severity",
      "ticks": [0, 0.5, 1].map { Self.tick($0 * 100, Figures.shown($0 * top, 0)) },
      "svg": Chart.scatter(points, label: "Measured over true severity of each scene"),
      "caption": "Per cent of the plants' pixels, one point a scene; on the dashed line both are equal",
    ]
    return [
      "figures": [
        Self.headline("concordance (Lin)", severity.concordance, 3),
        Self.headline("mean error, percent points", Figure(severity.meanAbsoluteError), 2),
        Self.headline("root mean square error, points", Figure(severity.rootMeanSquareError), 2),
        Self.headline("bias, points", Figure(severity.bias), 2),
        Self.headline("scenes", Figure(Double(severity.imageCount)), 0),
      ],
      "hasPairs": !severity.pairs.isEmpty, "diagrams": [diagram],
    ]
  }
}

extension EvaluationReport.Figure {
  /// "0.790 to 0.861"; `nil` without an interval.
  func range(_ decimals: Int) -> String? {
    guard let lower, let upper, lower.isFinite, upper.isFinite else { return nil }
    return "\(Figures.shown(lower, decimals)) to \(Figures.shown(upper, decimals))"
  }
}
