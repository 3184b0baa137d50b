public import Pixels

extension AreaEstimate {
  /// Estimates from labels in blocks: the same areas as from all of their
  /// pixels, the errors by drawing whole blocks anew.
  ///
  /// - Parameters:
  ///   - blocks: Labelled pixels of each block by true and mapped class.
  ///   - mappedAreas: The map's area of each class, in any unit.
  ///   - bootstrap: How often and from where to draw. A draw that lacks a
  ///     mapped class with area is not counted.
  /// - Throws: `AreaEstimateError` where areas and labels do not fit.
  public init(
    blocks: [BlockID: ConfusionMatrix], mappedAreas: [ClassCode: Double],
    bootstrap: BlockBootstrap = BlockBootstrap()
  ) throws(AreaEstimateError) {
    let labelled = blocks.filter { $0.value.total > 0 }.sorted { $0.key < $1.key }.map(\.value)
    guard let whole = ConfusionMatrix.sum(labelled) else { throw .tooFewBlocks(count: 0, needed: 1) }
    let strata = try Strata(whole, mappedAreas, fewest: 1)
    let draws = Draws(labelled, mappedAreas, bootstrap)
    overallAccuracy = Accuracy(
      value: strata.overallAccuracy.value, standardError: draws.error { $0.overallAccuracy.value })
    classes = whole.codes.indices.map { k in
      ClassArea(
        code: whole.codes[k], mappedArea: strata.areas[k], area: strata.area(of: k),
        standardError: draws.error { $0.area(of: k) }, interval: draws.interval { $0.area(of: k) },
        usersAccuracy: strata.usersAccuracy(of: k).map { own in
          Accuracy(value: own.value, standardError: draws.error { $0.usersAccuracy(of: k)?.value })
        },
        producersAccuracy: strata.producersAccuracy(of: k).map { own in
          Accuracy(value: own.value, standardError: draws.error { $0.producersAccuracy(of: k)?.value })
        })
    }
  }

  /// The strata of each draw of blocks.
  private struct Draws {
    var strata: [Strata] = []
    let bootstrap: BlockBootstrap

    init(_ labelled: [ConfusionMatrix], _ areas: [ClassCode: Double], _ bootstrap: BlockBootstrap) {
      self.bootstrap = bootstrap
      guard labelled.count >= BlockBootstrap.fewestBlocks else { return }
      var strata: [Strata] = []
      bootstrap.draw(from: labelled) { total in
        if let drawn = try? Strata(total, areas, fewest: 1) { strata.append(drawn) }
      }
      self.strata = strata
    }

    func error(_ figure: (Strata) -> Double?) -> Double? {
      let values = strata.compactMap(figure)
      guard values.count > 1, values.count * 2 >= bootstrap.replicates else { return nil }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(values.count - 1)).squareRoot()
    }

    func interval(_ figure: (Strata) -> Double) -> ConfidenceInterval? {
      var values = strata.map(figure)
      return bootstrap.interval(&values)
    }
  }
}
