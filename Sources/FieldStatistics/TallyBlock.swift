/// One tally for each index of one area, changed in place by its one owner.
final class TallyBlock {
  let tallies: UnsafeMutablePointer<IndexTally>
  let count: Int

  init(indexCount: Int) {
    count = indexCount
    tallies = .allocate(capacity: indexCount)
    tallies.initialize(repeating: IndexTally(), count: indexCount)
  }

  deinit {
    tallies.deinitialize(count: count)
    tallies.deallocate()
  }

  /// The tallies as values.
  var values: [IndexTally] { Array(UnsafeBufferPointer(start: tallies, count: count)) }

  /// Adds whole cells or parts of them: 64 pixels of a row from `start` on, or
  /// fewer at the mosaic's edge, of which those count that `valid` covers.
  func add(
    _ source: UnsafePointer<UnsafePointer<Float>>, start: Int, count pixels: Int, validity: CellValidity,
    valid: UnsafePointer<UInt8>?, cell: borrowing CellBuffer
  ) {
    let isWhole = validity == .all && pixels == CellSums.width
    var isPlanned = false
    for index in 0..<count {
      if isWhole, tallies[index].add(covered: source[index] + start, places: cell.places) { continue }
      if !isPlanned {
        cell.clear()
        cell.plan(.full, for: 0..<pixels)
        guard cell.cut(valid: valid, count: pixels) else { return }
        isPlanned = true
      }
      cell.add(source[index] + start, count: pixels, to: &tallies[index])
    }
  }
}
