public import Pixels

/// Finds the borders between the areas of a class raster that comes row by row.
///
/// An area is a set of pixels of one class that are joined along pixel edges;
/// nodata and what lies outside of the raster have no area. Memory holds the
/// corners of the borders and a mark for each area, never the raster.
public struct BorderTracer {
  /// Where a chain begins or ends.
  enum Link: Equatable {
    /// At a corner where three or four borders meet.
    case node
    /// At a chain's beginning.
    case start(Int32)
    /// At a chain's end.
    case end(Int32)
  }

  /// Unit edges one after another between two areas, corners alone kept.
  struct Chain {
    var points: [BorderPoint]
    /// What lies to the left on the way from the first point, and to the right.
    var left: Int32
    var right: Int32
    var start: Link
    var end: Link
  }

  private(set) var chains: [Chain] = []
  private(set) var labels = LabelForest()
  /// The class of each label.
  private(set) var codes: [ClassCode] = []

  private let width: Int
  private var row: Int32 = 0
  private var above: [Int32]
  private var current: [Int32]
  /// The chain that comes down to each corner from above.
  private var falling: [Int32]

  /// Begins a raster.
  public init(width: Int) {
    self.width = width
    above = [Int32](repeating: -1, count: width + 2)
    current = above
    falling = [Int32](repeating: -1, count: width + 1)
  }

  /// Takes the next row.
  public mutating func push(_ row: ClassRow) {
    precondition(row.width == width, "rows of one raster have one width")
    label(row)
    traceCorners()
    swap(&above, &current)
    self.row += 1
  }

  /// Ends the raster and gives back its borders.
  public consuming func finish() -> ClassBorders {
    for column in current.indices { current[column] = -1 }
    traceCorners()
    return ClassBorders(chains: chains, labels: labels, codes: codes)
  }

  /// Gives each pixel a label, that of the pixels above where they are of its class.
  ///
  /// Labels lie one place to the right of their pixels, -1 at either side.
  private mutating func label(_ row: ClassRow) {
    for run in row.runs {
      let columns = (Int(run.start) + 1)..<(Int(run.end) + 1)
      var label: Int32 = -1
      if run.code != .nodata {
        for column in columns where above[column] >= 0 && codes[Int(above[column])] == run.code {
          label = label < 0 ? labels.root(above[column]) : labels.join(label, above[column])
        }
        if label < 0 {
          label = labels.add()
          codes.append(run.code)
        }
      }
      for column in columns { current[column] = label }
    }
  }

  /// Follows the borders along the row of corners above the current pixels.
  private mutating func traceCorners() {
    var coming: Int32 = -1
    for column in 0...width {
      // The pixels around the corner, but for the one above and to the left.
      let northEast = above[column + 1]
      let (southWest, southEast) = (current[column], current[column + 1])
      let up = falling[column]
      let goesRight = differ(northEast, southEast)
      let goesDown = differ(southWest, southEast)
      guard up >= 0 || coming >= 0 || goesRight || goesDown else { continue }
      (coming, falling[column]) = turn(
        at: BorderPoint(column: Int32(column), row: row), up: up, left: coming,
        right: goesRight ? (northEast, southEast) : nil, down: goesDown ? (southEast, southWest) : nil)
    }
  }

  private func differ(_ first: Int32, _ second: Int32) -> Bool {
    first != second && (first < 0 || second < 0 || codes[Int(first)] != codes[Int(second)])
  }

  /// Joins, ends and begins chains at a corner.
  ///
  /// - Parameters:
  ///   - right: What lies left and right of the edge that leaves to the right.
  ///   - down: The same of the edge that leaves downwards.
  /// - Returns: The chains that leave to the right and downwards.
  private mutating func turn(
    at point: BorderPoint, up: Int32, left: Int32, right: (Int32, Int32)?, down: (Int32, Int32)?
  ) -> (right: Int32, down: Int32) {
    let degree = (up >= 0 ? 1 : 0) + (left >= 0 ? 1 : 0) + (right != nil ? 1 : 0) + (down != nil ? 1 : 0)
    guard degree == 2 else {
      for chain in [up, left] where chain >= 0 { end(chain, at: point, .node) }
      return (begin(right, at: point, .node), begin(down, at: point, .node))
    }
    switch (up >= 0, left >= 0) {
    case (true, true):
      end(up, at: point, .end(left))
      end(left, at: point, .end(up))
      return (-1, -1)
    case (false, false):
      let (first, second) = (Int32(chains.count), Int32(chains.count + 1))
      return (begin(right, at: point, .start(second)), begin(down, at: point, .start(first)))
    case (true, false):
      if right != nil { chains[Int(up)].points.append(point) }
      return right != nil ? (up, -1) : (-1, up)
    case (false, true):
      if down != nil { chains[Int(left)].points.append(point) }
      return down != nil ? (-1, left) : (left, -1)
    }
  }

  private mutating func end(_ chain: Int32, at point: BorderPoint, _ link: Link) {
    chains[Int(chain)].points.append(point)
    chains[Int(chain)].end = link
  }

  private mutating func begin(_ sides: (Int32, Int32)?, at point: BorderPoint, _ link: Link) -> Int32 {
    guard let sides else { return -1 }
    chains.append(Chain(points: [point], left: sides.0, right: sides.1, start: link, end: .node))
    return Int32(chains.count - 1)
  }
}

/// A corner between pixels.
public struct BorderPoint: Hashable, Sendable {
  /// Pixels to its left.
  public var column: Int32
  /// Pixels above it.
  public var row: Int32

  /// Makes a corner.
  public init(column: Int32, row: Int32) {
    self.column = column
    self.row = row
  }
}

/// Labels that turn out to be the same area.
struct LabelForest {
  private var parents: [Int32] = []

  /// The number of labels.
  var count: Int { parents.count }

  mutating func add() -> Int32 {
    parents.append(Int32(parents.count))
    return Int32(parents.count - 1)
  }

  mutating func root(_ label: Int32) -> Int32 {
    var label = label
    while parents[Int(label)] != label {
      parents[Int(label)] = parents[Int(parents[Int(label)])]
      label = parents[Int(label)]
    }
    return label
  }

  mutating func join(_ first: Int32, _ second: Int32) -> Int32 {
    let (first, second) = (root(first), root(second))
    let (low, high) = (min(first, second), max(first, second))
    parents[Int(high)] = low
    return low
  }
}
