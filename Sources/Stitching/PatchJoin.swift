import Pixels

/// Joins the patches of parts that follow one another over the whole raster.
///
/// Its work grows with the runs along the parts' borders; whole patches pass
/// through one at a time.
public struct PatchJoin {
  private struct Row {
    var edges: [PatchPart.Edge] = []
    var first = 0
  }

  private let reach: Int32
  private var parents: [Int] = []
  private var pieces: [Patch] = []
  private var bottom = Row()
  private var nextRow: Int?

  /// Makes a join of no parts.
  public init(connectivity: Connectivity = .eight) { reach = connectivity.reach }

  /// Takes the pieces of the next part, whose rows begin where the last ended.
  public mutating func append(_ part: PatchPart) {
    guard !part.rows.isEmpty else { return }
    precondition(nextRow ?? part.rows.lowerBound == part.rows.lowerBound, "parts follow one another")
    let first = pieces.count
    pieces += part.pieces
    parents += part.pieces.indices.map { first + $0 }
    connect(part.top, first: first)
    bottom = Row(edges: part.bottom, first: first)
    nextRow = part.rows.upperBound
  }

  /// The patches that touch borders, joined, in the order of `PatchCollector`.
  public mutating func joined() -> [Patch] {
    var found: [Int: Patch] = [:]
    for place in pieces.indices {
      let root = find(place)
      if found[root] == nil {
        found[root] = pieces[place]
      } else {
        found[root]?.merge(pieces[place])
      }
    }
    return found.values.sorted { $0.comes(before: $1) }
  }

  private mutating func connect(_ top: [PatchPart.Edge], first: Int) {
    var start = 0
    for edge in top {
      while start < bottom.edges.count, bottom.edges[start].run.end + reach <= edge.run.start { start += 1 }
      var place = start
      while place < bottom.edges.count, bottom.edges[place].run.start < edge.run.end + reach {
        let above = bottom.edges[place]
        if above.run.code == edge.run.code { unite(bottom.first + above.piece, first + edge.piece) }
        place += 1
      }
    }
  }

  private mutating func unite(_ a: Int, _ b: Int) {
    let (first, second) = (find(a), find(b))
    parents[max(first, second)] = min(first, second)
  }

  private mutating func find(_ place: Int) -> Int {
    var place = place
    while parents[place] != place {
      parents[place] = parents[parents[place]]
      place = parents[place]
    }
    return place
  }
}
