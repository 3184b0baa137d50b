/// A block and what went wrong in it.
public struct JudgedBlock: Hashable, Sendable {
  /// What makes one block worse than another.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// More pixels with the wrong class.
    case errorCount
    /// A lower mean intersection over union; blocks without a label come last.
    case meanIntersectionOverUnion
  }

  /// The block.
  public var block: BlockID
  /// What was counted in it.
  public var matrix: ConfusionMatrix

  /// Makes a judged block.
  public init(block: BlockID, matrix: ConfusionMatrix) {
    self.block = block
    self.matrix = matrix
  }

  /// The labelled pixels with the wrong class.
  public var errorCount: Int { matrix.errorCount }

  /// The mean intersection over union of the classes that the block's truth
  /// has; `nil` without labels.
  public var meanIntersectionOverUnion: Double? { matrix.meanIntersectionOverUnion }

  /// The blocks in which most went wrong, the worst first, equals by id. Blocks
  /// without an error are left out.
  public static func worst(
    _ blocks: [BlockID: ConfusionMatrix], count: Int, by order: Order = .errorCount
  ) -> [JudgedBlock] {
    let judged = blocks.map(JudgedBlock.init).filter { $0.errorCount > 0 }
    func badness(_ block: JudgedBlock) -> Double {
      switch order {
      case .errorCount: Double(block.errorCount)
      case .meanIntersectionOverUnion: -(block.meanIntersectionOverUnion ?? .infinity)
      }
    }
    let sorted = judged.sorted { left, right in
      let (a, b) = (badness(left), badness(right))
      return a == b ? left.block < right.block : a > b
    }
    return Array(sorted.prefix(max(count, 0)))
  }
}

extension Dictionary where Key == BlockID, Value == ConfusionMatrix {
  /// The sums of blocks that belong together, such as those of a scene, a
  /// flight or a fold.
  ///
  /// - Parameter group: What a block belongs to; `nil` leaves it out.
  public func grouped<Group: Hashable>(by group: (BlockID) -> Group?) -> [Group: ConfusionMatrix] {
    var sums: [Group: ConfusionMatrix] = [:]
    for (block, matrix) in self {
      guard let key = group(block) else { continue }
      if sums[key] == nil { sums[key] = matrix } else { sums[key]?.merge(matrix) }
    }
    return sums
  }
}
