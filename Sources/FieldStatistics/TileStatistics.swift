public import Grid

/// The index figures of the fields on one tile, for the one worker that has it.
///
/// A tile starts at a multiple of 64 columns and ends at one or at the
/// mosaic's edge, so that a cell of 64 pixels is never split. Fields may
/// overlap; each counts on its own. Not safe to share.
public final class TileStatistics {
  private let window: PixelWindow
  private let fields: [Int]
  private let coverages: [FieldCoverage]
  private let indexCount: Int
  private var tallies: [[IndexTally]]
  private var scratch = CoverageScratch()
  private let cell = CellBuffer()

  /// Chooses the fields that can touch a tile.
  ///
  /// - Parameters:
  ///   - coverages: All fields on the mosaic; results name them by their place.
  ///   - window: The tile without its halo.
  ///   - indexCount: How many indices each row brings.
  public init(coverages: [FieldCoverage], window: PixelWindow, indexCount: Int) {
    self.window = window
    self.indexCount = indexCount
    fields = coverages.indices.filter {
      !coverages[$0].isEmpty && coverages[$0].rows.overlaps(window.rows)
        && coverages[$0].columns.overlaps(window.columns)
    }
    self.coverages = fields.map { coverages[$0] }
    tallies = fields.map { _ in [IndexTally](repeating: IndexTally(), count: indexCount) }
    precondition(window.columns.lowerBound % CellSums.width == 0, "a tile starts with a whole cell")
    precondition(
      window.columns.upperBound % CellSums.width == 0
        || self.coverages.allSatisfy { $0.mosaic.width == window.columns.upperBound },
      "a tile ends with a whole cell")
  }

  /// True where no field touches the tile; rows then need not be added.
  public var isEmpty: Bool { fields.isEmpty }

  /// Adds a row of index values.
  ///
  /// - Parameters:
  ///   - row: The mosaic's row, inside of the tile.
  ///   - values: One pointer for each index to the value at the tile's first column.
  ///   - valid: 0 for each pixel of the tile's row that the mosaic does not
  ///     cover; those are left out altogether. Without it all are taken.
  public func add(row: Int, values: [UnsafePointer<Float>], valid: UnsafePointer<UInt8>? = nil) {
    precondition(window.rows.contains(row), "the row is not the tile's")
    precondition(values.count == indexCount, "one row for each index")
    for place in fields.indices where coverages[place].rows.contains(row) {
      coverages[place].findSpans(row: row, scratch: &scratch)
      addSpans(of: place, values: values, valid: valid)
    }
  }

  /// The tallies of the fields that touch the tile.
  public var results: FieldTallies {
    var results = FieldTallies(indexCount: indexCount)
    for (place, field) in fields.enumerated() { results.merge(tallies[place], field: field) }
    return results
  }

  /// Walks over the cells that the spans in `scratch` meet.
  private func addSpans(of place: Int, values: [UnsafePointer<Float>], valid: UnsafePointer<UInt8>?) {
    var index = 0
    var column = window.columns.lowerBound
    while index < scratch.spans.count {
      let span = scratch.spans[index]
      if span.end <= column {
        index += 1
        continue
      }
      column = max(column, span.start / CellSums.width * CellSums.width)
      guard column < window.columns.upperBound else { return }
      let end = min(column + CellSums.width, window.columns.upperBound)
      let isCovered = span.start <= column && span.end >= end && span.weight == .full
      addCell(column..<end, first: index, isCovered: isCovered, place: place, values: values, valid: valid)
      column = end
    }
  }

  /// Adds one cell of every index.
  private func addCell(
    _ columns: Range<Int>, first: Int, isCovered: Bool, place: Int, values: [UnsafePointer<Float>],
    valid: UnsafePointer<UInt8>?
  ) {
    let offset = columns.lowerBound - window.columns.lowerBound
    let mask = valid.map { $0 + offset }
    let isWhole = isCovered && columns.count == CellSums.width && isAllValid(mask)
    var isPlanned = false
    for index in values.indices {
      let source = values[index] + offset
      if isWhole, tallies[place][index].add(covered: source) { continue }
      if !isPlanned {
        guard plan(columns, first: first, mask: mask) else { return }
        isPlanned = true
      }
      cell.add(source, count: columns.count, to: &tallies[place][index])
    }
  }

  /// Lays the spans' weights over a cell; false where nothing is covered.
  private func plan(_ columns: Range<Int>, first: Int, mask: UnsafePointer<UInt8>?) -> Bool {
    cell.clear()
    for span in scratch.spans[first...] {
      guard span.start < columns.upperBound else { break }
      let covered = (span.start..<span.end).clamped(to: columns)
      let start = covered.lowerBound - columns.lowerBound
      cell.plan(span.weight, for: start..<(start + covered.count))
    }
    return cell.cut(valid: mask, count: columns.count)
  }
}
