/// Which fold each block of ground belongs to.
///
/// A fold is what one model does not see. Blocks are whole pieces of ground,
/// fields, flights or images, so that neighbouring pixels never lie on both
/// sides.
public struct FoldPlan: Hashable, Sendable {
  /// The number of folds.
  public let count: Int
  /// The fold of each block that holds labels.
  public let foldOfBlock: [BlockID: Int]

  /// Deals blocks out so that every fold gets about the same share of every
  /// class.
  ///
  /// The blocks with most of the rarest classes are dealt first, each to the
  /// fold where it evens the shares most. Then blocks are moved until no class
  /// lies in one fold alone. Equal seeds give equal folds.
  ///
  /// - Parameters:
  ///   - pixels: The labelled pixels of each class in each block.
  ///   - count: How many folds are wanted; fewer where there are fewer blocks.
  ///   - seed: Decides between blocks that are alike.
  /// - Throws: `FoldError` where fewer than two blocks hold labels, or a class
  ///   is in one block or cannot but be in one fold alone.
  public init(
    pixels: [BlockID: [Int]], count: Int, classNames: [String], seed: UInt64
  ) throws(FoldError) {
    let blocks = pixels.filter { $0.value.contains { $0 > 0 } }
    guard blocks.count >= 2 else { throw .tooFewBlocks(count: blocks.count) }
    let totals = classNames.indices.map { place in blocks.values.reduce(0) { $0 + $1[place] } }
    for (place, name) in classNames.enumerated() where totals[place] > 0 {
      let holding = blocks.values.count { $0[place] > 0 }
      guard holding >= 2 else { throw .classInOneBlock(name: name, folds: min(count, blocks.count)) }
    }
    self.count = min(count, blocks.count)
    let dealt = Self.deal(blocks, totals: totals, count: self.count, seed: seed)
    var spreading = FoldSpreading(pixels: blocks, folds: dealt, count: self.count)
    spreading.spread()
    if let place = spreading.gatheredClasses.first {
      throw .classInOneFold(name: classNames[place], folds: self.count)
    }
    foldOfBlock = spreading.folds
  }

  private static func deal(
    _ blocks: [BlockID: [Int]], totals: [Int], count: Int, seed: UInt64
  ) -> [BlockID: Int] {
    func shares(_ pixels: [Int]) -> [Double] {
      zip(pixels, totals).map { $1 > 0 ? Double($0) / Double($1) : 0 }
    }
    let hash = SampleHash(seed: seed)
    let order = blocks.map { (block: $0.key, shares: shares($0.value)) }.sorted { left, right in
      let (a, b) = (left.shares.max() ?? 0, right.shares.max() ?? 0)
      if a != b { return a > b }
      let (x, y) = (hash.adding(left.block).bits, hash.adding(right.block).bits)
      return x != y ? x < y : left.block < right.block
    }
    var loads = Array(repeating: Array(repeating: 0.0, count: totals.count), count: count)
    var folds: [BlockID: Int] = [:]
    for (block, share) in order {
      let costs = loads.map { load in
        let cost = zip(load, share).reduce(0) { $0 + ($1.0 + $1.1) * ($1.0 + $1.1) - $1.0 * $1.0 }
        return (cost: cost, load: load.reduce(0, +))
      }
      let fold =
        costs.indices.min { (costs[$0].cost, costs[$0].load, $0) < (costs[$1].cost, costs[$1].load, $1) } ?? 0
      folds[block] = fold
      for place in share.indices { loads[fold][place] += share[place] }
    }
    return folds
  }

  /// Classes that some fold's training blocks or held-out blocks lack.
  ///
  /// - Returns: For each such class its place and the number of folds whose
  ///   held-out blocks lack it.
  public func missingClasses(in pixels: [BlockID: [Int]], classCount: Int) -> [(place: Int, folds: Int)] {
    var held = Array(repeating: Array(repeating: 0, count: classCount), count: count)
    for (block, fold) in foldOfBlock {
      for (place, value) in (pixels[block] ?? []).enumerated() { held[fold][place] += value }
    }
    return (0..<classCount).compactMap { place in
      let folds = held.count { $0[place] == 0 }
      return folds > 0 && folds < count ? (place, folds) : nil
    }
  }
}

extension SampleHash {
  fileprivate func adding(_ block: BlockID) -> SampleHash { adding(block.scene).adding(block.number) }
}

/// Why folds cannot be made.
public enum FoldError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Nothing can be kept apart.
  case tooFewBlocks(count: Int)
  /// A class would be unknown to the one model that is tested on it.
  case classInOneBlock(name: String, folds: Int)
  /// The same, since blocks hold several classes and there are few folds.
  case classInOneFold(name: String, folds: Int)

  /// One sentence.
  public var description: String {
    switch self {
    case .tooFewBlocks(let count):
      "labels lie in \(count == 1 ? "one block" : "no block"), and folds need two at least"
    case .classInOneBlock(let name, _):
      "all labels of class '\(name)' lie in one block, so no model that has seen the class can be tested on it"
    case .classInOneFold(let name, let folds):
      "all labels of class '\(name)' fall into one of \(folds) folds, so no model that has seen the class can be tested on it; ask for more folds"
    }
  }
}
