/// Connected things of two masks as a union-find, and how far they overlap.
struct SegmentForest: Sendable {
  struct Node: Sendable {
    var parent: Int32
    var place: UInt8
    var isPrediction = false
    var isOpen = false
    /// Whether a pair that is not yet decided holds it.
    var isWaiting = false
    var isMatched = false
    var pixels = 0
    var onVoid = 0

    /// The pixels that have a true class.
    var known: Int { pixels - onVoid }
  }

  /// A true and a predicted segment.
  struct Pair: Hashable, Sendable {
    var truth: Int32
    var predicted: Int32
  }

  var nodes: [Node] = []
  var overlaps: [Pair: Int] = [:]

  var count: Int { nodes.count }

  mutating func make(place: UInt8) -> Int32 {
    let number = Int32(nodes.count)
    nodes.append(Node(parent: number, place: place))
    return number
  }

  mutating func find(_ number: Int32) -> Int32 {
    var number = number
    while nodes[Int(number)].parent != number {
      let parent = nodes[Int(number)].parent
      nodes[Int(number)].parent = nodes[Int(parent)].parent
      number = parent
    }
    return number
  }

  /// Makes one segment of two; the smaller number stays.
  mutating func unite(_ a: Int32, _ b: Int32) -> Int32 {
    let (a, b) = (find(a), find(b))
    if a == b { return a }
    let (kept, lost) = (min(a, b), max(a, b))
    nodes[Int(lost)].parent = kept
    nodes[Int(kept)].pixels += nodes[Int(lost)].pixels
    nodes[Int(kept)].onVoid += nodes[Int(lost)].onVoid
    return kept
  }

  mutating func add(_ number: Int32, pixels: Int, isPrediction: Bool) {
    let root = Int(find(number))
    nodes[root].pixels += pixels
    nodes[root].isPrediction = isPrediction
  }

  mutating func addVoid(_ number: Int32, pixels: Int) {
    nodes[Int(find(number))].onVoid += pixels
  }

  mutating func addOverlap(_ truth: Int32, _ predicted: Int32, pixels: Int) {
    overlaps[Pair(truth: find(truth), predicted: find(predicted)), default: 0] += pixels
  }

  /// The overlaps of segments as they are now joined.
  mutating func wholeOverlaps() -> [Pair: Int] {
    var whole: [Pair: Int] = [:]
    for (pair, pixels) in overlaps {
      whole[Pair(truth: find(pair.truth), predicted: find(pair.predicted)), default: 0] += pixels
    }
    return whole
  }
}
