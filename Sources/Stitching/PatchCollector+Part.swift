import Pixels

/// What a collector keeps of a part's first row.
struct PatchPieces {
  /// The runs of the first row; a run's place is the number of its piece until
  /// pieces meet.
  var top: [ClassRow.Run] = []
  /// The closed pieces by number.
  var closed: [Int32: Patch] = [:]
}

extension PatchCollector {
  func beginPart(row: Int32) {
    index = row
    pieces = PatchPieces()
  }

  /// Gives every patch of the first row a piece of its own.
  func markTop() {
    for i in 0..<aboveLabels.count where aboveLabels.base[i] >= 0 {
      forest.nodes[aboveLabels.base[i]].topPiece = forest.makePiece()
      pieces?.top.append(above.runs[i])
    }
  }

  /// Ends the part: what is open becomes pieces of the last row.
  func finishPart(rows: Range<Int>) -> PatchPart {
    var part = PatchPart(rows: rows)
    guard var pieces else { return part }
    var bottom: [(run: ClassRow.Run, piece: Int32)] = []
    for i in 0..<aboveLabels.count where aboveLabels.base[i] >= 0 {
      let root = forest.find(aboveLabels.base[i])
      if forest.nodes[root].topPiece < 0 { forest.nodes[root].topPiece = forest.makePiece() }
      let piece = forest.findPiece(forest.nodes[root].topPiece)
      if pieces.closed[piece] == nil { pieces.closed[piece] = patch(forest.nodes[root]) }
      bottom.append((above.runs[i], piece))
    }
    let numbers = pieces.closed.keys.sorted()
    let places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, $0) })
    part.pieces = numbers.compactMap { pieces.closed[$0] }
    part.top = pieces.top.enumerated().map { number, run in
      PatchPart.Edge(run: run, piece: places[forest.findPiece(Int32(number))] ?? 0)
    }
    part.bottom = bottom.map { PatchPart.Edge(run: $0.run, piece: places[$0.piece] ?? 0) }
    return part
  }
}
