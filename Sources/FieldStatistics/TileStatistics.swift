public import Grid

/// The index figures of some tiles, of the whole flight and by field, for the
/// one worker that has them.
///
/// A tile starts at a multiple of 64 columns and ends at one or at the
/// mosaic's edge, so that a cell of 64 pixels is never split. Fields may
/// overlap; each counts on its own. A cell that one field covers wholly, and no
/// other touches, is added once and counts for both the field and the flight.
/// Not safe to share.
public final class TileStatistics {
  private let coverages: [FieldCoverage]
  private let indexCount: Int
  private let cell = CellBuffer()
  /// Cells of the flight that are no field's alone.
  private let flight: TallyBlock
  private var nodataCount: UInt64 = 0
  private var slots: [Int: FieldSlot] = [:]
  private var window = PixelWindow(PixelSize(width: 0, height: 0))
  /// The fields that can touch the tile at hand.
  private var fields: [FieldSlot] = []
  /// Whose each cell of the row is: a place in `fields`, or `free`, or `shared`.
  private var owners: [Int32] = []

  private static let free: Int32 = -1
  private static let shared: Int32 = -2

  /// Makes empty statistics.
  ///
  /// - Parameters:
  ///   - coverages: All fields on the mosaic; results name them by their place.
  ///   - indexCount: How many indices each row brings.
  public init(coverages: [FieldCoverage], indexCount: Int) {
    self.coverages = coverages
    self.indexCount = indexCount
    flight = TallyBlock(indexCount: indexCount)
  }

  /// Makes statistics of one tile, whose window has no halo.
  public convenience init(coverages: [FieldCoverage], window: PixelWindow, indexCount: Int) {
    self.init(coverages: coverages, indexCount: indexCount)
    begin(window)
  }

  /// Goes on to another tile, and chooses the fields that can touch it.
  public func begin(_ window: PixelWindow) {
    self.window = window
    fields.removeAll(keepingCapacity: true)
    for (field, coverage) in coverages.enumerated()
    where !coverage.isEmpty && coverage.rows.overlaps(window.rows)
      && coverage.columns.overlaps(window.columns)
    {
      if let slot = slots[field] {
        fields.append(slot)
      } else {
        let slot = FieldSlot(coverage, indexCount: indexCount)
        slots[field] = slot
        fields.append(slot)
      }
    }
    precondition(window.columns.lowerBound % CellSums.width == 0, "a tile starts with a whole cell")
    precondition(
      window.columns.upperBound % CellSums.width == 0
        || fields.allSatisfy { $0.coverage.mosaic.width == window.columns.upperBound },
      "a tile ends with a whole cell")
    owners = Array(repeating: Self.free, count: (window.width + CellSums.width - 1) / CellSums.width)
  }

  /// True where no field touches the tile at hand.
  public var isEmpty: Bool { fields.isEmpty }

  /// Adds pixels that hold nothing, instead of their rows.
  public func addNodata(pixelCount: Int) { nodataCount &+= UInt64(pixelCount) }

  /// Adds a row of index values.
  ///
  /// - Parameters:
  ///   - row: The mosaic's row, inside of the tile.
  ///   - values: One pointer for each index to the value at the tile's first column.
  ///   - valid: 0 for each pixel of the tile's row that the mosaic does not
  ///     cover; those are left out altogether. Without it all are taken.
  public func add(
    row: Int, values: UnsafePointer<UnsafePointer<Float>>, valid: UnsafePointer<UInt8>? = nil
  ) {
    precondition(window.rows.contains(row), "the row is not the tile's")
    let hasFields = claimCells(row: row)
    addCells(values, valid: valid)
    guard hasFields else { return }
    for (place, field) in fields.enumerated() where field.coverage.rows.contains(row) {
      addSharedCells(of: field, place: Int32(place), values: values, valid: valid)
    }
  }

  /// Adds a row of index values, one pointer for each index.
  public func add(row: Int, values: [UnsafePointer<Float>], valid: UnsafePointer<UInt8>? = nil) {
    precondition(values.count == indexCount, "one row for each index")
    values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      add(row: row, values: values, valid: valid)
    }
  }

  /// The tallies of the fields that touched a tile.
  public var results: FieldTallies {
    var results = FieldTallies(indexCount: indexCount)
    for (field, slot) in slots { results.merge(slot.tallies, field: field) }
    return results
  }

  /// The tallies of all pixels.
  public var flightResults: FlightTally {
    var tally = FlightTally(tallies: flight.values, nodataCount: nodataCount)
    for slot in slots.values { tally.merge(slot.alone.values) }
    return tally
  }

  /// Finds the row's spans and gives each cell to the one field that has it
  /// alone; false where no field touches the row.
  private func claimCells(row: Int) -> Bool {
    for index in owners.indices { owners[index] = Self.free }
    var hasFields = false
    for (place, field) in fields.enumerated() where field.coverage.rows.contains(row) {
      hasFields = true
      field.coverage.findSpans(row: row, scratch: &field.scratch)
      for span in field.scratch.spans {
        let columns = (span.start..<span.end).clamped(to: window.columns)
        guard !columns.isEmpty else { continue }
        let first = (columns.lowerBound - window.columns.lowerBound) / CellSums.width
        let last = (columns.upperBound - 1 - window.columns.lowerBound) / CellSums.width
        for index in first...last {
          let start = window.columns.lowerBound + index * CellSums.width
          let end = min(start + CellSums.width, window.columns.upperBound)
          let isAlone =
            owners[index] == Self.free && span.weight == .full && span.start <= start
            && span.end >= end
          owners[index] = isAlone ? Int32(place) : Self.shared
        }
      }
    }
    return hasFields
  }

  /// Adds every cell to the flight, or to the field that has it alone.
  private func addCells(_ values: UnsafePointer<UnsafePointer<Float>>, valid: UnsafePointer<UInt8>?) {
    for index in owners.indices {
      let start = index * CellSums.width
      let count = min(CellSums.width, window.width - start)
      let mask = valid.map { $0 + start }
      let validity = CellValidity(mask, count: count)
      if validity != .all, let mask {
        nodataCount &+= UInt64((0..<count).count { mask[$0] == 0 })
        if validity == .none { continue }
      }
      let block = owners[index] >= 0 ? fields[Int(owners[index])].alone : flight
      block.add(values, start: start, count: count, validity: validity, valid: mask, cell: cell)
    }
  }

  /// Walks over the cells that a field's spans meet and that are not its alone.
  private func addSharedCells(
    of field: FieldSlot, place: Int32, values: UnsafePointer<UnsafePointer<Float>>,
    valid: UnsafePointer<UInt8>?
  ) {
    let spans = field.scratch.spans
    var index = 0
    var column = window.columns.lowerBound
    while index < spans.count {
      let span = spans[index]
      if span.end <= column {
        index += 1
        continue
      }
      column = max(column, span.start / CellSums.width * CellSums.width)
      guard column < window.columns.upperBound else { return }
      let end = min(column + CellSums.width, window.columns.upperBound)
      let start = column - window.columns.lowerBound
      if owners[start / CellSums.width] != place {
        add(
          spans[index...], columns: column..<end, of: field, values: values, valid: valid.map { $0 + start })
      }
      column = end
    }
  }

  /// Adds one cell of every index, weighted by the spans that meet it.
  private func add(
    _ spans: ArraySlice<CoverageSpan>, columns: Range<Int>, of field: FieldSlot,
    values: UnsafePointer<UnsafePointer<Float>>, valid: UnsafePointer<UInt8>?
  ) {
    cell.clear()
    for span in spans {
      guard span.start < columns.upperBound else { break }
      let covered = (span.start..<span.end).clamped(to: columns)
      let start = covered.lowerBound - columns.lowerBound
      cell.plan(span.weight, for: start..<(start + covered.count))
    }
    guard cell.cut(valid: valid, count: columns.count) else { return }
    let start = columns.lowerBound - window.columns.lowerBound
    for index in 0..<indexCount {
      cell.add(values[index] + start, count: columns.count, to: &field.shared.tallies[index])
    }
  }
}

/// What one worker has counted of one field.
private final class FieldSlot {
  let coverage: FieldCoverage
  /// Cells that the field has alone and wholly.
  let alone: TallyBlock
  /// All other cells that it touches.
  let shared: TallyBlock
  var scratch = CoverageScratch()

  init(_ coverage: FieldCoverage, indexCount: Int) {
    self.coverage = coverage
    alone = TallyBlock(indexCount: indexCount)
    shared = TallyBlock(indexCount: indexCount)
  }

  var tallies: [IndexTally] {
    zip(shared.values, alone.values).map { tally, other in
      var tally = tally
      tally.merge(other)
      return tally
    }
  }
}
