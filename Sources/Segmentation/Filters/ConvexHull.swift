/// The convex hull of the squares of an object's pixels.
struct ConvexHull {
  /// Twice the hull's area, in pixels.
  private(set) var doubledArea = 0

  /// Takes the runs of one object from top to bottom.
  ///
  /// Source: the monotone chain (Andrew 1979), down the left and the right side.
  init(of runs: [CellObjects.Run]) {
    var left: [Corner] = []
    var right: [Corner] = []
    var index = 0
    while index < runs.count {
      let row = runs[index].row
      let start = Int(runs[index].start)
      while index + 1 < runs.count, runs[index + 1].row == row { index += 1 }
      let end = Int(runs[index].end)
      for y in [Int(row), Int(row) + 1] {
        Self.extend(&left, by: Corner(x: start, y: y), turn: 1)
        Self.extend(&right, by: Corner(x: end, y: y), turn: -1)
      }
      index += 1
    }
    let ring = left + right.reversed()
    for (corner, next) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
      doubledArea += corner.x * next.y - next.x * corner.y
    }
    doubledArea = abs(doubledArea)
  }

  private struct Corner {
    var x: Int
    var y: Int
  }

  /// Adds a corner below the last and drops those that are no longer outside.
  private static func extend(_ side: inout [Corner], by corner: Corner, turn: Int) {
    if let last = side.last, last.y == corner.y {
      guard turn > 0 ? corner.x < last.x : corner.x > last.x else { return }
      side.removeLast()
    }
    while side.count > 1 {
      let (first, second) = (side[side.count - 2], side[side.count - 1])
      let cross =
        (second.x - first.x) * (corner.y - first.y) - (second.y - first.y) * (corner.x - first.x)
      guard turn * cross >= 0 else { break }
      side.removeLast()
    }
    side.append(corner)
  }
}
