/// The figures of every index over all pixels that a mosaic covers.
///
/// Made for each tile by its own worker and merged in any order.
public struct FlightTally: Hashable, Sendable {
  /// One tally for each index.
  public private(set) var indices: [IndexTally]
  /// The number of pixels that the mosaic does not cover.
  public private(set) var nodataCount: UInt64 = 0

  /// Makes empty tallies.
  public init(indexCount: Int) {
    indices = [IndexTally](repeating: IndexTally(), count: indexCount)
  }

  /// Adds some rows' part of a tile.
  ///
  /// - Parameters:
  ///   - columns: The tile's columns, which start at a multiple of 64 and end
  ///     at one or at the mosaic's edge.
  ///   - values: One pointer for each index to the value at the first column.
  ///   - valid: 0 for each pixel that the mosaic does not cover.
  public mutating func add(
    columns: Range<Int>, values: [UnsafePointer<Float>], valid: UnsafePointer<UInt8>? = nil
  ) {
    precondition(columns.lowerBound % CellSums.width == 0, "a tile starts with a whole cell")
    precondition(values.count == indices.count, "one row for each index")
    let cell = CellBuffer()
    for start in stride(from: 0, to: columns.count, by: CellSums.width) {
      let count = min(CellSums.width, columns.count - start)
      add(start: start, count: count, values: values, mask: valid.map { $0 + start }, cell: cell)
    }
  }

  /// Adds the tally of other pixels.
  public mutating func merge(_ other: FlightTally) {
    precondition(other.indices.count == indices.count, "the tallies have other indices")
    nodataCount &+= other.nodataCount
    for index in indices.indices { indices[index].merge(other.indices[index]) }
  }

  private mutating func add(
    start: Int, count: Int, values: [UnsafePointer<Float>], mask: UnsafePointer<UInt8>?,
    cell: borrowing CellBuffer
  ) {
    let isWhole = count == CellSums.width && isAllValid(mask)
    if !isWhole, let mask { nodataCount &+= UInt64((0..<count).count { mask[$0] == 0 }) }
    for index in values.indices {
      let source = values[index] + start
      if isWhole, indices[index].add(covered: source) { continue }
      cell.clear()
      cell.plan(.full, for: 0..<count)
      guard cell.cut(valid: mask, count: count) else { return }
      cell.add(source, count: count, to: &indices[index])
    }
  }
}

extension FlightTally {
  /// Appends the bytes: the number of indices, the pixels without data, the tallies.
  public func encode(into bytes: inout [UInt8]) {
    bytes.appendCompact(UInt64(indices.count))
    bytes.appendCompact(nodataCount)
    for tally in indices { tally.encode(into: &bytes) }
  }

  /// Reads what `encode` wrote.
  ///
  /// - Throws: `TallyError` where the bytes end early or contradict themselves.
  public init(decoding reader: inout TallyReader) throws(TallyError) {
    let offset = reader.offset
    let count = try reader.compact()
    guard count <= 1 << 16 else { throw .inconsistent(what: "number of indices", offset: offset) }
    nodataCount = try reader.compact()
    indices = []
    for _ in 0..<count { indices.append(try IndexTally(decoding: &reader)) }
  }
}
