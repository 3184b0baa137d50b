/// Moves blocks between folds until no class lies in one fold alone.
///
/// A class that only one fold holds would be unknown to the one model that is
/// tested on it.
struct FoldSpreading {
  /// The labelled pixels of each class in each block.
  private let pixels: [BlockID: [Int]]
  private let count: Int
  private let blocks: [BlockID]
  private let totals: [Int]
  /// The fold of each block.
  private(set) var folds: [BlockID: Int]

  init(pixels: [BlockID: [Int]], folds: [BlockID: Int], count: Int) {
    (self.pixels, self.folds, self.count) = (pixels, folds, count)
    blocks = folds.keys.sorted()
    let classCount = pixels.values.first?.count ?? 0
    totals = (0..<classCount).map { place in pixels.values.reduce(0) { $0 + $1[place] } }
  }

  /// The classes that one fold alone holds.
  var gatheredClasses: [Int] { totals.indices.filter { totals[$0] > 0 && fold(holding: $0) != nil } }

  /// Makes one move after another, each of which spreads more classes out.
  mutating func spread() {
    while let move = bestMove() { folds[move.block] = move.fold }
  }

  private func bestMove() -> (block: BlockID, fold: Int)? {
    let gathered = gatheredClasses
    for place in gathered {
      if let move = bestMove(of: place, gatheredCount: gathered.count) { return move }
    }
    return nil
  }

  /// The move that spreads a class and leaves the fewest others gathered; the
  /// lightest block of equals.
  private func bestMove(of place: Int, gatheredCount: Int) -> (block: BlockID, fold: Int)? {
    guard let home = fold(holding: place) else { return nil }
    var best: (block: BlockID, fold: Int, gathered: Int, weight: Double)?
    for block in blocks where pixels[block]?[place] ?? 0 > 0 {
      let weight = weight(of: block)
      for target in 0..<count where target != home {
        var moved = self
        moved.folds[block] = target
        let gathered = moved.gatheredClasses.count
        guard gathered < gatheredCount else { continue }
        if let best, (best.gathered, best.weight) <= (gathered, weight) { continue }
        best = (block, target, gathered, weight)
      }
    }
    return best.map { ($0.block, $0.fold) }
  }

  /// The only fold that holds a class; `nil` where several do.
  private func fold(holding place: Int) -> Int? {
    var only: Int?
    for (block, fold) in folds where pixels[block]?[place] ?? 0 > 0 {
      if let only, only != fold { return nil }
      only = fold
    }
    return only
  }

  /// The sum of a block's shares of the classes.
  private func weight(of block: BlockID) -> Double {
    zip(pixels[block] ?? [], totals).reduce(0) { $0 + ($1.1 > 0 ? Double($1.0) / Double($1.1) : 0) }
  }
}
