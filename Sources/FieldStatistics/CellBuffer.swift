import CKernels

/// One worker's room for the values, weights and bins of a cell.
struct CellBuffer: ~Copyable {
  /// The places of the cell's values among the bins.
  let places: UnsafeMutablePointer<Int32>
  private let values: UnsafeMutablePointer<Float>
  private let weights: UnsafeMutablePointer<UInt32>
  /// Weights before a tally overwrites them, for the next index.
  private let plan: UnsafeMutablePointer<UInt32>

  init() {
    places = .allocate(capacity: CellSums.width)
    values = .allocate(capacity: CellSums.width)
    weights = .allocate(capacity: CellSums.width)
    plan = .allocate(capacity: CellSums.width)
    places.initialize(repeating: 0, count: CellSums.width)
    values.initialize(repeating: 0, count: CellSums.width)
    weights.initialize(repeating: 0, count: CellSums.width)
    plan.initialize(repeating: 0, count: CellSums.width)
  }

  deinit {
    places.deallocate()
    values.deallocate()
    weights.deallocate()
    plan.deallocate()
  }

  /// Forgets the weights of the cell before.
  func clear() { plan.update(repeating: 0, count: CellSums.width) }

  /// Gives one weight to some pixels of the cell.
  func plan(_ weight: CoverageWeight, for pixels: Range<Int>) {
    (plan + pixels.lowerBound).update(repeating: weight.units, count: pixels.count)
  }

  /// Takes away pixels that the mosaic does not cover; true where any is left.
  func cut(valid: UnsafePointer<UInt8>?, count: Int) -> Bool {
    var any: UInt32 = 0
    for index in 0..<count {
      if let valid, valid[index] == 0 { plan[index] = 0 }
      any |= plan[index]
    }
    return any > 0
  }

  /// Adds the planned pixels of one index to its tally.
  func add(_ source: UnsafePointer<Float>, count: Int, to tally: inout IndexTally) {
    values.update(from: source, count: count)
    (values + count).update(repeating: 0, count: CellSums.width - count)
    weights.update(from: plan, count: CellSums.width)
    tally.add(values: values, weights: weights, places: places)
  }
}

/// How much of some pixels the mosaic covers.
enum CellValidity: Int32 {
  case none = -1
  case some = 0
  case all = 1

  /// Looks at up to 64 bytes, 0 where the mosaic does not cover a pixel.
  ///
  /// Source: `cell_validity`.
  init(_ valid: UnsafePointer<UInt8>?, count: Int) {
    guard let valid else {
      self = .all
      return
    }
    if count == CellSums.width {
      self = CellValidity(rawValue: cell_validity(valid)) ?? .some
    } else {
      let covered = (0..<count).count { valid[$0] != 0 }
      self = covered == 0 ? .none : covered == count ? .all : .some
    }
  }
}
