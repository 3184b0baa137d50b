extension JobReader {
  func evaluation(_ value: JobValue) -> EvaluationSelection? {
    guard let section = value.section(.evaluate) else { return nil }
    let given = self.section["train"] == nil ? section.required("scenes") : section["scenes"]
    let scenes = given?.list(atLeast: 1).compactMap { scene($0, .evaluation) } ?? []
    var evaluation = EvaluationSelection(scenes: scenes)
    if let block = section["block"] {
      if let side = length(block, isPositive: true) { evaluation.blockSide = side }
      if given == nil { block.fail("the scenes of 'train' have the blocks of its folds") }
    }
    if let tolerance = section["tolerance"]?.integer(in: EvaluationSelection.tolerances) {
      evaluation.tolerancePixels = tolerance
    }
    if let severity = section["severity"], let isJudged = severity.flag() {
      evaluation.judgesSeverity = isJudged
      if isJudged, let legend, !legend.entries.contains(where: { $0.group == .disease }) {
        severity.fail("no class of the legend is of the group 'disease'")
      }
    }
    return evaluation
  }
}
