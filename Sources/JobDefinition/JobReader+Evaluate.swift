extension JobReader {
  func evaluation(_ value: JobValue) -> EvaluationSelection? {
    guard let section = value.section(.evaluate) else { return nil }
    let scenes = section.required("scenes")?.list(atLeast: 1).compactMap { scene($0, .evaluation) } ?? []
    var evaluation = EvaluationSelection(scenes: scenes)
    if let side = section["block"].flatMap({ length($0, isPositive: true) }) { evaluation.blockSide = side }
    if let tolerance = section["tolerance"]?.integer(in: EvaluationSelection.tolerances) {
      evaluation.tolerancePixels = tolerance
    }
    return evaluation
  }
}
