public import Pixels

extension AnnotationRules {
  /// The classes with too few pixels, objects or blocks.
  ///
  /// - Parameter totals: What was marked, of one mosaic or summed over several.
  /// - Returns: A finding a class; an error where it is in fewer than two
  ///   blocks, since no model that has seen it can be judged then.
  public func rareClasses(
    _ totals: [AnnotationFindings.ClassTotal], legend: Legend
  ) -> [AnnotationFinding] {
    totals.compactMap { total in
      guard let entry = legend[total.code] else { return nil }
      let lacks = lacks(total, isThing: entry.kind == .thing)
      guard !lacks.isEmpty else { return nil }
      return AnnotationFinding(
        .rareClass, total.pixels == 0 || total.blocks < 2 ? .error : .warning, className: entry.name,
        count: total.objects, pixelCount: total.pixels,
        sentence: "class '\(entry.name)' has only \(lacks.joined(separator: ", "))")
    }
  }

  private func lacks(_ total: AnnotationFindings.ClassTotal, isThing: Bool) -> [String] {
    let needed = folds * blocksPerFold
    var lacks: [String] = []
    if total.pixels < leastPixels { lacks.append("\(total.pixels) of at least \(leastPixels) pixels") }
    if isThing, total.objects < leastObjects {
      lacks.append("\(total.objects) of at least \(leastObjects) objects")
    }
    if total.blocks < needed {
      let blocks = blockWords ?? "blocks of \(blockSize) pixels"
      lacks.append("\(total.blocks) of the \(needed) \(blocks) that \(folds) folds need")
    }
    return lacks
  }
}
