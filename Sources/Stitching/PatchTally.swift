/// How many patches there are and how large they are, exactly.
///
/// Memory grows with the number of different sizes, not with the number of
/// patches. Tallies of different patches can be merged in any order.
public struct PatchTally: Hashable, Sendable {
  private var countBySize: [Int: Int] = [:]

  /// Makes the tally of no patches.
  public init() {}

  /// Adds a patch of so many pixels.
  public mutating func add(pixelCount: Int) { countBySize[pixelCount, default: 0] += 1 }

  /// Adds other patches.
  public mutating func merge(_ other: PatchTally) {
    countBySize.merge(other.countBySize, uniquingKeysWith: +)
  }

  /// The number of patches.
  public var count: Int { countBySize.values.reduce(0, +) }

  /// The pixels of all patches.
  public var pixelCount: Int { countBySize.reduce(0) { $0 + $1.key * $1.value } }

  /// The pixels of the largest patch; `nil` where there is none.
  public var largest: Int? { countBySize.keys.max() }

  /// The size that half of the patches do not exceed, in pixels; between the
  /// two middle ones where their number is even; `nil` where there is none.
  public var median: Double? {
    let count = count
    guard count > 0 else { return nil }
    let sizes = countBySize.sorted { $0.key < $1.key }
    return Double(size(at: (count - 1) / 2, in: sizes) + size(at: count / 2, in: sizes)) / 2
  }

  private func size(at place: Int, in sizes: [(key: Int, value: Int)]) -> Int {
    var passed = 0
    for (size, count) in sizes {
      passed += count
      if place < passed { return size }
    }
    return sizes.last?.key ?? 0
  }
}
