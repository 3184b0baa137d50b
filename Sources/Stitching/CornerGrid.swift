/// Corners by the square cell in which they lie.
struct CornerGrid {
  private let cell: Int32
  private let columnCount: Int32
  private let rowCount: Int32
  private var starts: [Int32]
  private var members: [Int32]

  /// Sorts corners into cells of so many pixels a side.
  init(_ points: [BorderPoint], cell: Int32) {
    self.cell = cell
    columnCount = (points.map(\.column).max() ?? 0) / cell + 1
    rowCount = (points.map(\.row).max() ?? 0) / cell + 1
    starts = [Int32](repeating: 0, count: Int(columnCount) * Int(rowCount) + 1)
    members = [Int32](repeating: 0, count: points.count)
    for point in points { starts[place(point) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var fill = starts
    for (index, point) in points.enumerated() {
      let place = place(point)
      members[Int(fill[place])] = Int32(index)
      fill[place] += 1
    }
  }

  /// True where `condition` holds for every corner of the cells that the box
  /// around three points meets.
  func allSatisfy(
    around a: BorderPoint, _ b: BorderPoint, _ c: BorderPoint, _ condition: (Int) -> Bool
  ) -> Bool {
    let (left, right) = (min(a.column, b.column, c.column) / cell, max(a.column, b.column, c.column) / cell)
    let (top, bottom) = (min(a.row, b.row, c.row) / cell, max(a.row, b.row, c.row) / cell)
    for row in top...bottom {
      let first = Int(row * columnCount + left)
      let last = Int(row * columnCount + right)
      for index in starts[first]..<starts[last + 1] where !condition(Int(members[Int(index)])) {
        return false
      }
    }
    return true
  }

  private func place(_ point: BorderPoint) -> Int {
    Int(point.row / cell * columnCount + point.column / cell)
  }
}

/// Corners by the areas of their triangles, the least first.
struct TriangleQueue {
  private var heap: [(area: Int64, corner: Int32)] = []

  /// Adds a corner.
  mutating func insert(_ area: Int64, _ corner: Int32) {
    heap.append((area, corner))
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the corner with the least area out; of equal ones the first.
  mutating func removeFirst() -> (area: Int64, corner: Int32)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    sink(0)
    return first
  }

  private mutating func sink(_ start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in (2 * parent + 1)...(2 * parent + 2) where child < heap.count && heap[child] < heap[least] {
        least = child
      }
      guard least != parent else { return }
      heap.swapAt(least, parent)
      parent = least
    }
  }
}
