import Pixels

/// The patches that touch the current row, as a union-find over runs.
struct PatchForest: ~Copyable {
  struct Node {
    var parent: Int32
    /// Pixels in fields, a list in `shares`; -1 where empty.
    var firstShare: Int32 = -1
    var code: ClassCode
    var firstPixel: Int
    var pixelCount = 0
    var columnSum = 0
    var rowSum = 0
    var firstColumn: Int32
    var endColumn: Int32
    var firstRow: Int32
    var endRow: Int32
    /// The leftmost column in the last row.
    var lastColumn: Int32
    /// The number of the piece that touches the part's first row; -1 for none.
    var topPiece: Int32 = -1
  }

  struct Share {
    var fieldIndex: Int32
    var next: Int32
    var pixelCount: Int
  }

  var nodes = Slab<Node>(capacity: 256)
  var shares = Slab<Share>(capacity: 256)
  private var freeShare: Int32 = -1
  private var pieceParents: [Int32] = []

  @inline(__always)
  func find(_ label: Int32) -> Int32 {
    var label = label
    while nodes[label].parent != label {
      nodes[label].parent = nodes[nodes[label].parent].parent
      label = nodes[label].parent
    }
    return label
  }

  mutating func makeNode(_ run: ClassRow.Run, row: Int32, width: Int) -> Int32 {
    let label = Int32(nodes.count)
    nodes.append(
      Node(
        parent: label, code: run.code, firstPixel: Int(row) * width + Int(run.start),
        firstColumn: run.start, endColumn: run.end, firstRow: row, endRow: row + 1, lastColumn: run.start))
    return label
  }

  /// Makes a piece of a part's first or last row.
  mutating func makePiece() -> Int32 {
    let piece = Int32(pieceParents.count)
    pieceParents.append(piece)
    return piece
  }

  /// The piece that a piece has become a part of.
  func findPiece(_ piece: Int32) -> Int32 {
    var piece = piece
    while pieceParents[Int(piece)] != piece { piece = pieceParents[Int(piece)] }
    return piece
  }

  private mutating func joinPiece(_ piece: Int32, to root: Int32) {
    guard nodes[root].topPiece >= 0 else {
      nodes[root].topPiece = piece
      return
    }
    let (mine, others) = (findPiece(nodes[root].topPiece), findPiece(piece))
    pieceParents[Int(max(mine, others))] = min(mine, others)
  }

  mutating func grow(_ root: Int32, by run: ClassRow.Run, row: Int32) {
    let pixels = run.count
    nodes[root].pixelCount += pixels
    nodes[root].columnSum += pixels * Int(run.start + run.end - 1) / 2
    nodes[root].rowSum += pixels * Int(row)
    nodes[root].firstColumn = min(nodes[root].firstColumn, run.start)
    nodes[root].endColumn = max(nodes[root].endColumn, run.end)
    nodes[root].lastColumn =
      nodes[root].endRow == row + 1 ? min(nodes[root].lastColumn, run.start) : run.start
    nodes[root].endRow = row + 1
  }

  mutating func unite(_ a: Int32, _ b: Int32) -> Int32 {
    if a == b { return a }
    let (kept, lost) = nodes[a].pixelCount >= nodes[b].pixelCount ? (a, b) : (b, a)
    let other = nodes[lost]
    nodes[lost].parent = kept
    nodes[kept].firstPixel = min(nodes[kept].firstPixel, other.firstPixel)
    nodes[kept].pixelCount += other.pixelCount
    nodes[kept].columnSum += other.columnSum
    nodes[kept].rowSum += other.rowSum
    nodes[kept].firstColumn = min(nodes[kept].firstColumn, other.firstColumn)
    nodes[kept].endColumn = max(nodes[kept].endColumn, other.endColumn)
    nodes[kept].firstRow = min(nodes[kept].firstRow, other.firstRow)
    if other.endRow == nodes[kept].endRow {
      nodes[kept].lastColumn = min(nodes[kept].lastColumn, other.lastColumn)
    } else if other.endRow > nodes[kept].endRow {
      nodes[kept].lastColumn = other.lastColumn
    }
    nodes[kept].endRow = max(nodes[kept].endRow, other.endRow)
    if other.topPiece >= 0 { joinPiece(other.topPiece, to: kept) }
    moveShares(from: other.firstShare, to: kept)
    return kept
  }

  /// Adds pixels of a patch that lie in a field; the field moves to the front
  /// of the patch's list, where the next run is likely to look for it.
  mutating func addShare(to root: Int32, fieldIndex: Int32, pixels: Int) {
    var previous: Int32 = -1
    var share = nodes[root].firstShare
    while share >= 0, shares[share].fieldIndex != fieldIndex {
      previous = share
      share = shares[share].next
    }
    if share < 0 {
      share = takeShare(Share(fieldIndex: fieldIndex, next: nodes[root].firstShare, pixelCount: 0))
      nodes[root].firstShare = share
    } else if previous >= 0 {
      shares[previous].next = shares[share].next
      shares[share].next = nodes[root].firstShare
      nodes[root].firstShare = share
    }
    shares[share].pixelCount += pixels
  }

  mutating func freeShares(from first: Int32) {
    var share = first
    while share >= 0 {
      let next = shares[share].next
      shares[share].next = freeShare
      freeShare = share
      share = next
    }
  }

  private mutating func moveShares(from first: Int32, to root: Int32) {
    var share = first
    while share >= 0 {
      let moved = shares[share]
      addShare(to: root, fieldIndex: moved.fieldIndex, pixels: moved.pixelCount)
      share = moved.next
    }
    freeShares(from: first)
  }

  private mutating func takeShare(_ share: Share) -> Int32 {
    let index = freeShare
    guard index >= 0 else {
      shares.append(share)
      return Int32(shares.count - 1)
    }
    freeShare = shares[index].next
    shares[index] = share
    return index
  }
}
