/// The index tallies of those fields that some part of a mosaic touches.
///
/// Mergeable in any order: tiles into tile rows, those into the mosaic.
public struct FieldTallies: Hashable, Sendable {
  /// The number of indices of every field.
  public let indexCount: Int
  private var tallies: [Int: [IndexTally]] = [:]

  /// Makes tallies without any field.
  public init(indexCount: Int) { self.indexCount = indexCount }

  /// The fields that have tallies, ascending; numbers are places among the coverages.
  public var fields: [Int] { tallies.keys.sorted() }

  /// One tally for each index of a field; empty ones where nothing touched it.
  public subscript(field: Int) -> [IndexTally] {
    tallies[field] ?? [IndexTally](repeating: IndexTally(), count: indexCount)
  }

  /// Adds one tally for each index to a field.
  public mutating func merge(_ more: [IndexTally], field: Int) {
    precondition(more.count == indexCount, "one tally for each index")
    guard var mine = tallies.removeValue(forKey: field) else {
      tallies[field] = more
      return
    }
    for index in 0..<indexCount { mine[index].merge(more[index]) }
    tallies[field] = mine
  }

  /// Adds the tallies of another part of the mosaic.
  public mutating func merge(_ other: FieldTallies) {
    for (field, more) in other.tallies { merge(more, field: field) }
  }
}

extension FieldTallies {
  /// Appends the bytes: the number of fields and indices, then each field by
  /// ascending number with its tallies. Equal content has equal bytes.
  public func encode(into bytes: inout [UInt8]) {
    bytes.appendCompact(UInt64(tallies.count))
    bytes.appendCompact(UInt64(indexCount))
    for field in fields {
      bytes.appendCompact(UInt64(field))
      for tally in self[field] { tally.encode(into: &bytes) }
    }
  }

  /// Reads what `encode` wrote.
  ///
  /// - Throws: `TallyError` where the bytes end early, a field comes twice or
  ///   a tally contradicts itself.
  public init(decoding reader: inout TallyReader) throws(TallyError) {
    let fieldCount = try reader.compact()
    let offset = reader.offset
    let indices = try reader.compact()
    guard indices <= 1 << 16 else { throw .inconsistent(what: "number of indices", offset: offset) }
    self.init(indexCount: Int(indices))
    var next: UInt64 = 0
    for _ in 0..<fieldCount {
      let offset = reader.offset
      let field = try reader.compact()
      guard field >= next, field <= UInt64(Int32.max) else {
        throw .inconsistent(what: "field number", offset: offset)
      }
      var read: [IndexTally] = []
      for _ in 0..<indices { read.append(try IndexTally(decoding: &reader)) }
      tallies[Int(field)] = read
      next = field + 1
    }
  }
}
