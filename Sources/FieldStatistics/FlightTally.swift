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

  /// Puts a tally together.
  init(tallies: [IndexTally], nodataCount: UInt64) {
    indices = tallies
    self.nodataCount = nodataCount
  }

  /// Adds the tally of other pixels.
  public mutating func merge(_ other: FlightTally) {
    precondition(other.indices.count == indices.count, "the tallies have other indices")
    nodataCount &+= other.nodataCount
    for index in indices.indices { indices[index].merge(other.indices[index]) }
  }

  /// Adds other tallies of the same indices.
  mutating func merge(_ tallies: [IndexTally]) {
    for index in indices.indices { indices[index].merge(tallies[index]) }
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
