import FieldStatistics
import Grid
import Pixels
import Stitching

/// What a shard knows for good of its final classes: of the rows that nothing
/// outside of the shard can change.
struct SettledRows: Hashable, Sendable {
  /// The mosaic's rows; empty where none are settled.
  var rows: Range<Int>
  /// Final classes of the rows above the first whole row of tiles.
  var head: [ClassRow] = []
  /// Final classes of the rows below the last whole row of tiles.
  var tail: [ClassRow] = []
  /// The classes by field.
  var fields: [ClassTally] = []
  /// The classes of all of the rows.
  var whole = ClassTally()
  /// The rows' part of the mask's picture; see `ClassPreview.counts(ofRows:)`.
  var picture: [UInt8] = []
  /// The patches.
  var patches: PatchPart

  /// Nothing is settled in a shard.
  init(nothingFrom row: Int) {
    rows = row..<row
    patches = PatchPart(rows: rows)
  }

  /// The rows of whole tiles, as rows of tiles of a mosaic of a height.
  static func tileRows(in rows: Range<Int>, height: Int, side: Int) -> Range<Int> {
    let first = (rows.lowerBound + side - 1) / side
    let end = rows.upperBound == height ? (height + side - 1) / side : rows.upperBound / side
    return rows.isEmpty || end <= first ? first..<first : first..<end
  }

  /// The rows of the head and of the tail.
  static func ends(of rows: Range<Int>, height: Int, side: Int) -> (head: Range<Int>, tail: Range<Int>) {
    let tiles = tileRows(in: rows, height: height, side: side)
    guard !tiles.isEmpty else { return (rows, rows.upperBound..<rows.upperBound) }
    return (
      rows.lowerBound..<tiles.lowerBound * side,
      min(tiles.upperBound * side, rows.upperBound)..<rows.upperBound
    )
  }
}
