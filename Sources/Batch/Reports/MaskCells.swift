import Pixels

/// How often each class was met in each square of a grid.
struct MaskCells {
  /// The side of a square in the mask's pixels.
  let side: Double
  let columnCount: Int
  let rowCount: Int
  private let slotCount: Int
  private(set) var counts: [UInt32]

  init(side: Double, width: Double, height: Double, slotCount: Int) {
    self.side = side
    self.slotCount = slotCount
    columnCount = max(1, Int((width / side).rounded(.up)))
    rowCount = max(1, Int((height / side).rounded(.up)))
    counts = [UInt32](repeating: 0, count: columnCount * rowCount * slotCount)
  }

  /// Lets `body` count into the squares of a row.
  mutating func withRow(_ row: Int, _ body: (UnsafeMutableBufferPointer<UInt32>) -> Void) {
    let length = columnCount * slotCount
    let start = min(max(row, 0), rowCount - 1) * length
    counts.withUnsafeMutableBufferPointer {
      body(UnsafeMutableBufferPointer(rebasing: $0[start..<start + length]))
    }
  }

  /// One of the densest squares.
  struct Dense {
    let column: Int
    let row: Int
    /// The slot that has the most of what was sought.
    let slot: Int
    let share: Double
  }

  /// The densest squares of some classes together, the densest first.
  ///
  /// - Parameters:
  ///   - slots: The classes.
  ///   - least: How many pixels of a square must have been seen.
  func densest(_ slots: [Int], count: Int, least: Double) -> [Dense] {
    var found: [Dense] = []
    for cell in 0..<columnCount * rowCount {
      let own = counts[cell * slotCount..<(cell + 1) * slotCount]
      let seen = own.reduce(0) { $0 + Double($1) }
      let sought = slots.map { Double(own[own.startIndex + $0]) }
      let sum = sought.reduce(0, +)
      guard seen >= max(least, 1), sum > 0, let most = sought.indices.max(by: { sought[$0] < sought[$1] })
      else { continue }
      let dense = Dense(
        column: cell % columnCount, row: cell / columnCount, slot: slots[most], share: sum / seen)
      found.append(dense)
    }
    return Array(
      found.sorted { ($0.share, -$0.row, -$0.column) > ($1.share, -$1.row, -$1.column) }.prefix(count))
  }
}
