public import Pixels

/// The patches in some rows of a raster, as far as these rows tell: whole ones,
/// and pieces of those that touch the first or the last of the rows.
public struct PatchPart: Hashable, Sendable {
  /// A run in the first or last row, and the piece that it belongs to.
  public struct Edge: Hashable, Sendable {
    /// The columns and the class.
    public var run: ClassRow.Run
    /// The place in `pieces`.
    public var piece: Int

    /// Makes an edge.
    public init(run: ClassRow.Run, piece: Int) {
      self.run = run
      self.piece = piece
    }
  }

  /// The mosaic's rows.
  public var rows: Range<Int>
  /// The runs of patches in the first row, from left to right.
  public var top: [Edge] = []
  /// The runs of patches in the last row, from left to right.
  public var bottom: [Edge] = []
  /// What the rows hold of each patch that touches the first or the last.
  public var pieces: [Patch] = []
  /// The other patches, in the order of `PatchCollector`.
  public var whole: [Patch] = []

  /// Makes a part without any patch.
  public init(rows: Range<Int>) { self.rows = rows }
}

extension Patch {
  /// True where this patch comes before another in the order of `PatchCollector`.
  @inline(__always)
  public func comes(before other: Patch) -> Bool {
    (bounds.rows.upperBound, lastColumn) < (other.bounds.rows.upperBound, other.lastColumn)
  }

  /// Adds another piece of the same patch.
  public mutating func merge(_ other: Patch) {
    let (mine, others) = (bounds, other.bounds)
    lastColumn =
      mine.rows.upperBound == others.rows.upperBound
      ? min(lastColumn, other.lastColumn)
      : mine.rows.upperBound > others.rows.upperBound ? lastColumn : other.lastColumn
    if other.id < id { (id, firstPixel) = (other.id, other.firstPixel) }
    pixelCount += other.pixelCount
    columnSum += other.columnSum
    rowSum += other.rowSum
    bounds.columns =
      min(
        mine.columns.lowerBound, others.columns.lowerBound)..<max(
        mine.columns.upperBound, others.columns.upperBound)
    bounds.rows =
      min(
        mine.rows.lowerBound, others.rows.lowerBound)..<max(
        mine.rows.upperBound, others.rows.upperBound)
    for share in other.fields {
      if let place = fields.firstIndex(where: { $0.fieldIndex >= share.fieldIndex }) {
        if fields[place].fieldIndex == share.fieldIndex {
          fields[place].pixelCount += share.pixelCount
        } else {
          fields.insert(share, at: place)
        }
      } else {
        fields.append(share)
      }
    }
  }
}
