extension ClassBorders {
  /// Takes corners away so that no point of a line moves by more than
  /// `tolerance` pixels.
  ///
  /// Each line is simplified once for both of its sides, so neighbours share
  /// it as before. A corner goes only where no other corner lies in the
  /// triangle that goes with it: lines that did not cross before do not cross
  /// afterwards, no area vanishes, and there is no gap and no overlap. Corners
  /// at which three areas meet stay. All of this is decided in whole numbers.
  ///
  /// Source: removal by least triangle (Visvalingam and Whyatt 1993,
  /// <https://doi.org/10.1179/000870493786962263>).
  public mutating func simplify(tolerance: Double) {
    guard tolerance > 0 else { return }
    var work = BorderSimplification(arcs: arcs, tolerance: tolerance)
    work.run()
    for index in arcs.indices { arcs[index].points = work.points(ofArc: index) }
  }
}

/// The corners of all lines while some of them go.
private struct BorderSimplification {
  private let tolerance: Double
  private let points: [BorderPoint]
  /// Where each arc's points begin; one more at the end.
  private let starts: [Int]
  private var isKept: [Bool]
  private var previous: [Int32]
  private var next: [Int32]
  private let arcOf: [Int32]
  private var pointCounts: [Int]
  private let isClosed: [Bool]
  private let grid: CornerGrid
  private var straight: Set<Pair> = []
  private var queue = TriangleQueue()

  init(arcs: [ClassBorders.Arc], tolerance: Double) {
    self.tolerance = tolerance
    points = arcs.flatMap(\.points)
    var starts = [0]
    for arc in arcs { starts.append(starts[starts.count - 1] + arc.points.count) }
    self.starts = starts
    isKept = [Bool](repeating: true, count: points.count)
    previous = points.indices.map { Int32($0) - 1 }
    next = points.indices.map { Int32($0) + 1 }
    arcOf = arcs.indices.flatMap { arc in arcs[arc].points.map { _ in Int32(arc) } }
    pointCounts = arcs.map(\.points.count)
    isClosed = arcs.map(\.isClosed)
    grid = CornerGrid(points, cell: max(8, Int32(4 * tolerance)))
    for arc in arcs where arc.points.count == 2 { straight.insert(Pair(arc.points[0], arc.points[1])) }
  }

  func points(ofArc arc: Int) -> [BorderPoint] {
    (starts[arc]..<starts[arc + 1]).lazy.filter { isKept[$0] }.map { points[$0] }
  }

  mutating func run() {
    for index in points.indices where !isEnd(index) { queue.insert(triangle(index), Int32(index)) }
    while let (area, corner) = queue.removeFirst() {
      let corner = Int(corner)
      guard isKept[corner], triangle(corner) == area, mayGo(corner) else { continue }
      remove(corner)
    }
  }

  private func isEnd(_ index: Int) -> Bool {
    let arc = Int(arcOf[index])
    return index == starts[arc] || index == starts[arc + 1] - 1
  }

  /// Twice the area of a corner's triangle with the corners beside it.
  private func triangle(_ index: Int) -> Int64 {
    abs(points[Int(previous[index])].turn(to: points[index], points[Int(next[index])]))
  }

  private mutating func remove(_ corner: Int) {
    let (before, after) = (Int(previous[corner]), Int(next[corner]))
    isKept[corner] = false
    next[before] = Int32(after)
    previous[after] = Int32(before)
    let arc = Int(arcOf[corner])
    pointCounts[arc] -= 1
    if pointCounts[arc] == 2 { straight.insert(Pair(points[before], points[after])) }
    for neighbour in [before, after] where !isEnd(neighbour) {
      queue.insert(triangle(neighbour), Int32(neighbour))
    }
  }

  private func mayGo(_ corner: Int) -> Bool {
    let (before, after) = (Int(previous[corner]), Int(next[corner]))
    let arc = Int(arcOf[corner])
    // A closed line keeps three corners; its first stands there twice.
    if isClosed[arc], pointCounts[arc] <= 4 { return false }
    if pointCounts[arc] == 3, straight.contains(Pair(points[before], points[after])) { return false }
    return isNear(before, after) && isEmpty(before, corner, after)
  }

  /// True where everything between two corners lies close to the straight line.
  private func isNear(_ before: Int, _ after: Int) -> Bool {
    let limit = tolerance * tolerance
    return (before + 1..<after).allSatisfy {
      points[$0].squaredDistance(from: points[before], points[after]) <= limit
    }
  }

  /// True where no other corner lies in or on the triangle of three.
  private func isEmpty(_ before: Int, _ corner: Int, _ after: Int) -> Bool {
    let (a, b, c) = (points[before], points[corner], points[after])
    return grid.allSatisfy(around: a, b, c) { other in
      let point = points[other]
      return !isKept[other] || point == a || point == b || point == c || !point.lies(in: a, b, c)
    }
  }
}

/// Two corners in either order.
private struct Pair: Hashable {
  var first: BorderPoint
  var second: BorderPoint

  init(_ one: BorderPoint, _ other: BorderPoint) {
    let isOrdered = (one.row, one.column) < (other.row, other.column)
    (first, second) = isOrdered ? (one, other) : (other, one)
  }
}

extension BorderPoint {
  /// Positive where the way from here over `middle` to `end` turns to one
  /// side, negative to the other; twice the area of the triangle.
  func turn(to middle: BorderPoint, _ end: BorderPoint) -> Int64 {
    Int64(middle.column - column) * Int64(end.row - row) - Int64(middle.row - row)
      * Int64(end.column - column)
  }

  /// True for a point inside of a triangle or on its edge.
  func lies(in a: BorderPoint, _ b: BorderPoint, _ c: BorderPoint) -> Bool {
    let (first, second, third) = (a.turn(to: b, self), b.turn(to: c, self), c.turn(to: a, self))
    let isInside =
      (first >= 0 && second >= 0 && third >= 0) || (first <= 0 && second <= 0 && third <= 0)
    return isInside
      && column >= min(a.column, b.column, c.column) && column <= max(a.column, b.column, c.column)
      && row >= min(a.row, b.row, c.row) && row <= max(a.row, b.row, c.row)
  }

  /// The squared distance from a line between two points.
  func squaredDistance(from a: BorderPoint, _ b: BorderPoint) -> Double {
    let (dx, dy) = (Double(b.column - a.column), Double(b.row - a.row))
    let (x, y) = (Double(column - a.column), Double(row - a.row))
    let length = dx * dx + dy * dy
    let share = length > 0 ? min(max((x * dx + y * dy) / length, 0), 1) : 0
    let (offX, offY) = (x - share * dx, y - share * dy)
    return offX * offX + offY * offY
  }
}
