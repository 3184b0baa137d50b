import Learning
import Pixels
import Reporting

extension JudgedScenes {
  /// What stands under the page's title.
  func facts(judge: String) -> [FlightReport.LabelledValue] {
    [
      FlightReport.LabelledValue("Judged", judge), FlightReport.LabelledValue("Scenes", "\(scenes.count)"),
      FlightReport.LabelledValue("Labelled", Figures.shown(Double(labelledPixels), 0) + " px"),
      FlightReport.LabelledValue("Blocks with labels", "\(blocks.values.count { $0.total > 0 })"),
    ]
  }

  /// Where intervals come from, or why there are none.
  var intervalNote: String {
    guard let missing = scores.missingIntervals else {
      let bootstrap = BlockBootstrap()
      return "Intervals of \(Figures.shown(bootstrap.confidence * 100, 0)) % come from "
        + "\(scores.blockCount ?? 0) labelled blocks (\(blockWords)), drawn \(bootstrap.replicates) times with "
        + "replacement: pixels beside one another go wrong together, so they are never drawn one by one."
    }
    return "There are no intervals: \(missing)."
  }

  /// What a block is.
  var blockWords: String {
    switch scenes[0].blocks {
    case .whole: "each a whole scene"
    case .fields: "each a field"
    case .grid(let side, _): "squares of up to \(side) px"
    }
  }

  /// What readers must know of the labels.
  var notices: [FlightReport.Notice] {
    let empty = zip(scenes, judgements).filter { $1.scores.matrix.total == 0 }.map { scene, _ in
      FlightReport.Notice(
        .warning, subject: scene.name, message: "has no labelled pixel and counts for nothing")
    }
    let missing = zip(legend.entries, scores.classes).filter { $1.truthPixels == 0 }.map { entry, scores in
      FlightReport.Notice(
        .warning, subject: entry.name,
        message: "no label is of this class, so it is in no mean; "
          + (scores.predictedPixels == 0
            ? "nothing was taken for it either"
            : "\(Figures.shown(Double(scores.predictedPixels), 0)) labelled pixels were taken for it"))
    }
    let few = scores.missingIntervals.map { reason in
      FlightReport.Notice(.warning, subject: "intervals", message: "are missing: \(reason)")
    }
    return empty + missing + (few.map { [$0] } ?? [])
  }
}
