/// Room for the values and weights of one cell that is not covered wholly.
struct CellBuffer: ~Copyable {
  let values: UnsafeMutablePointer<Float>
  let weights: UnsafeMutablePointer<UInt32>
  /// Weights before a tally overwrites them, for the next index.
  let plan: UnsafeMutablePointer<UInt32>

  init() {
    values = .allocate(capacity: CellSums.width)
    weights = .allocate(capacity: CellSums.width)
    plan = .allocate(capacity: CellSums.width)
    values.initialize(repeating: 0, count: CellSums.width)
    weights.initialize(repeating: 0, count: CellSums.width)
    plan.initialize(repeating: 0, count: CellSums.width)
  }

  deinit {
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
    tally.add(values: values, weights: weights)
  }
}

/// True where none of 64 bytes is 0.
@inline(__always)
func isAllValid(_ valid: UnsafePointer<UInt8>?) -> Bool {
  guard let valid else { return true }
  let bytes = UnsafeRawPointer(valid).loadUnaligned(as: SIMD64<UInt8>.self)
  return !any(bytes .== 0)
}
