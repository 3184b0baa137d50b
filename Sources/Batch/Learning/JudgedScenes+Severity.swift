import Learning
import Pixels
import Reporting

extension JudgedScenes {
  /// The severity of diseases by scene: the share of the classes of the group
  /// `disease` among the labelled pixels of plants, which are those of the
  /// groups `crop` and `disease`; among all labelled pixels where the legend
  /// has no crop.
  ///
  /// A scene without plants in its truth or its mask has no severity and is
  /// left out, with a notice.
  func severity() -> (figures: EvaluationReport.Severity?, notices: [FlightReport.Notice]) {
    var pairs: [EvaluationReport.Severity.Pair] = []
    var notices: [FlightReport.Notice] = []
    for (scene, judgement) in zip(scenes, judgements) {
      let rows = judgement.scores.matrix.rows
      let truth = rows.map { $0.reduce(0, +) }
      let found = legend.entries.indices.map { place in rows.reduce(0) { $0 + $1[place] } }
      if let truth = percent(truth), let measured = percent(found) {
        pairs.append(.init(name: scene.name, truth: truth, measured: measured))
      } else {
        notices.append(
          FlightReport.Notice(
            .warning, subject: scene.name,
            message: "has no plants in its truth or its mask, so that it has no severity"))
      }
    }
    guard let concordance = Concordance(truth: pairs.map(\.truth), measured: pairs.map(\.measured)) else {
      return (nil, notices)
    }
    return (
      EvaluationReport.Severity(
        imageCount: concordance.count,
        concordance: concordance.count > 1 ? .init(concordance.coefficient) : .init(nil),
        meanAbsoluteError: concordance.meanAbsoluteError,
        rootMeanSquareError: concordance.rootMeanSquareError, bias: concordance.bias, pairs: pairs),
      notices
    )
  }

  /// The severity in percent of pixels counted by class; `nil` without plants.
  private func percent(_ pixels: [Int]) -> Double? {
    let groups = legend.entries.map(\.group)
    func sum(_ isIn: (Legend.Group) -> Bool) -> Int {
      zip(groups, pixels).reduce(0) { isIn($1.0) ? $0 + $1.1 : $0 }
    }
    let hasCrop = groups.contains(.crop)
    let plants = sum { !hasCrop || $0 == .crop || $0 == .disease }
    return plants > 0 ? Double(sum { $0 == .disease }) / Double(plants) * 100 : nil
  }
}
