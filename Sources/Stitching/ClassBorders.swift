internal import Pixels

/// The borders between the areas of a class raster: each line is there once,
/// for both of its sides.
public struct ClassBorders {
  /// A line between two corners at which three or more areas meet, or a closed
  /// one; then its first point is also its last.
  struct Arc {
    var points: [BorderPoint]
    /// The area to the left on the way, and to the right; -1 for none.
    var left: Int32
    var right: Int32
    /// The directions in which the line leaves its first point and comes to
    /// its last, as they were before any simplification.
    let leaving: BorderPoint
    let arriving: BorderPoint

    /// True where the line ends where it begins.
    var isClosed: Bool { points.first == points.last }
  }

  var arcs: [Arc] = []
  /// The class of each area, by its label.
  let codes: [ClassCode]

  /// Puts chains together to arcs.
  init(chains: [BorderTracer.Chain], labels: LabelForest, codes: [ClassCode]) {
    self.codes = codes
    var walk = ChainWalk(chains: chains, labels: labels)
    for chain in chains.indices where chains[chain].start == .node {
      walk.follow(Int32(chain), isForward: true)
    }
    for chain in chains.indices where chains[chain].end == .node {
      walk.follow(Int32(chain), isForward: false)
    }
    for chain in chains.indices { walk.follow(Int32(chain), isForward: true) }
    arcs = walk.arcs
  }

  /// The number of corners of all lines.
  public var cornerCount: Int { arcs.reduce(0) { $0 + $1.points.count } }
}

/// Goes along linked chains, each once.
private struct ChainWalk {
  let chains: [BorderTracer.Chain]
  var labels: LabelForest
  var isDone: [Bool]
  var arcs: [ClassBorders.Arc] = []

  init(chains: [BorderTracer.Chain], labels: LabelForest) {
    self.chains = chains
    self.labels = labels
    isDone = [Bool](repeating: false, count: chains.count)
  }

  /// Makes an arc from a chain on, unless it was taken before.
  mutating func follow(_ first: Int32, isForward: Bool) {
    guard !isDone[Int(first)] else { return }
    let sides = chains[Int(first)]
    var points: [BorderPoint] = []
    var next: (chain: Int32, isForward: Bool)? = (first, isForward)
    while let (chain, isForward) = next, !isDone[Int(chain)] {
      isDone[Int(chain)] = true
      let own = chains[Int(chain)].points
      // A chain begins with the point with which the one before it ends.
      points += (isForward ? own : own.reversed()).dropFirst(points.isEmpty ? 0 : 1)
      next = Self.next(isForward ? chains[Int(chain)].end : chains[Int(chain)].start)
    }
    let (left, right) = isForward ? (sides.left, sides.right) : (sides.right, sides.left)
    arcs.append(
      ClassBorders.Arc(
        points: points, left: root(left), right: root(right), leaving: points[1].direction(from: points[0]),
        arriving: points[points.count - 1].direction(from: points[points.count - 2])))
  }

  private mutating func root(_ label: Int32) -> Int32 { label < 0 ? -1 : labels.root(label) }

  private static func next(_ link: BorderTracer.Link) -> (chain: Int32, isForward: Bool)? {
    switch link {
    case .node: nil
    case .start(let chain): (chain, true)
    case .end(let chain): (chain, false)
    }
  }
}

extension BorderPoint {
  /// The unit step along a row or column that leads here.
  fileprivate func direction(from other: BorderPoint) -> BorderPoint {
    BorderPoint(column: (column - other.column).signum(), row: (row - other.row).signum())
  }
}
