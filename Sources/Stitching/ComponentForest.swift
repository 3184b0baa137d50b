import Pixels

/// The components that are not settled yet, as a union-find over runs.
///
/// Labels below 256 stand for all settled components of the class with that
/// code, nodata among them; a component that is settled is linked to its
/// class's label and needs no memory of its own.
struct ComponentForest: ~Copyable {
  struct Node {
    var parent: Int32
    var lastRow: Int32
    var pixelCount: Int
    /// Borders with other components, a list in `borders`; -1 where empty.
    var firstBorder: Int32 = -1
    var lastBorder: Int32 = -1
    /// The first border whose other side is not known yet.
    var unknownBorder: Int32 = -1
    /// The only class met along the border, -1 where none was met yet.
    var surrounding: Int16 = -1
    /// What the component becomes, -1 where not decided.
    var outcome: Int16 = -1
    var code: ClassCode
  }

  struct Border {
    var neighbour: Int32
    var next: Int32
    var edges: Int
  }

  static let settledCount: Int32 = 256

  let plan: ComponentPlan
  /// True where the first row is the raster's own, beyond which there is nothing.
  var beginsAtEdge = true
  var nodes = Slab<Node>(capacity: 1024)
  var borders = Slab<Border>(capacity: 1024)
  var freeBorder: Int32 = -1
  var tally = Slab<Int>(capacity: 256)
  var spare = Slab<Node>(capacity: 1024)
  var renamed = Slab<Int32>(capacity: 1024)

  init(plan: ComponentPlan) {
    self.plan = plan
    Self.appendSettled(to: &nodes)
    tally.fill(0, count: 256)
  }

  static func appendSettled(to nodes: inout Slab<Node>) {
    for code in ClassCode.min...ClassCode.max {
      nodes.append(Node(parent: Int32(code), lastRow: -1, pixelCount: 0, code: code))
    }
  }

  /// Nodes that are not settled classes, those no longer used included.
  var nodeCount: Int { nodes.count - Int(Self.settledCount) }

  @inline(__always)
  func find(_ label: Int32) -> Int32 {
    var label = label
    while true {
      let parent = nodes[label].parent
      if parent == label { return label }
      let grandparent = nodes[parent].parent
      nodes[label].parent = grandparent
      label = grandparent
    }
  }

  mutating func makeNode(_ code: ClassCode, row: Int32) -> Int32 {
    let label = Int32(nodes.count)
    nodes.append(Node(parent: label, lastRow: row, pixelCount: 0, code: code))
    return label
  }

  /// Makes one component of two of the same class and gives back its label.
  mutating func unite(_ a: Int32, _ b: Int32) -> Int32 {
    if a == b { return a }
    if a < Self.settledCount { return settle(b) }
    if b < Self.settledCount { return settle(a) }
    let (kept, lost) = nodes[a].pixelCount >= nodes[b].pixelCount ? (a, b) : (b, a)
    let other = nodes[lost]
    nodes[lost].parent = kept
    nodes[kept].pixelCount += other.pixelCount
    nodes[kept].lastRow = max(nodes[kept].lastRow, other.lastRow)
    joinBorders(of: other, to: kept)
    if other.surrounding >= 0 { return surround(kept, by: other.surrounding) }
    return nodes[kept].pixelCount >= plan.limit[Int(other.code)] ? settle(kept) : kept
  }

  /// Adds a run's pixels to a component and gives back its label.
  @inline(__always)
  mutating func grow(_ root: Int32, by pixels: Int, row: Int32) -> Int32 {
    guard root >= Self.settledCount else { return root }
    nodes[root].pixelCount += pixels
    nodes[root].lastRow = row
    return nodes[root].pixelCount >= plan.limit[Int(nodes[root].code)] ? settle(root) : root
  }

  /// Ends the doubt about a component whose fate can no longer change.
  mutating func settle(_ root: Int32) -> Int32 {
    guard root >= Self.settledCount else { return root }
    freeBorders(of: root)
    let settled = Int32(nodes[root].code)
    nodes[root].parent = settled
    return settled
  }
}
