public import Grid
public import Pixels

/// The class tallies of all fields while final class rows pass from top to bottom.
///
/// Only fields that a row can touch are looked at. Fields may overlap; each
/// counts on its own.
public struct ClassTallies: Sendable {
  private static let bandHeight = 64

  /// The tallies in the order of the coverages.
  public private(set) var tallies: [ClassTally]

  private let coverages: [FieldCoverage]
  private let fieldsByBand: [[Int32]]
  private var scratch = CoverageScratch()

  /// Makes empty tallies for fields on a mosaic of a height in rows.
  public init(coverages: [FieldCoverage], mosaic: PixelSize) {
    self.coverages = coverages
    tallies = [ClassTally](repeating: ClassTally(), count: coverages.count)
    var bands = [[Int32]](repeating: [], count: (mosaic.height + Self.bandHeight - 1) / Self.bandHeight)
    for (field, coverage) in coverages.enumerated() where !coverage.isEmpty {
      precondition(coverage.mosaic == mosaic, "the field was laid over another mosaic")
      let last = (coverage.rows.upperBound - 1) / Self.bandHeight
      for band in coverage.rows.lowerBound / Self.bandHeight...last { bands[band].append(Int32(field)) }
    }
    fieldsByBand = bands
  }

  /// Adds a row of the mosaic's classes.
  public mutating func add(_ classes: ClassRow, row: Int) {
    let band = row / Self.bandHeight
    guard fieldsByBand.indices.contains(band) else { return }
    for field in fieldsByBand[band] {
      coverages[Int(field)].findSpans(row: row, scratch: &scratch)
      tallies[Int(field)].add(scratch.spans, of: classes)
    }
  }

  /// Adds the tallies of other rows of the same fields.
  public mutating func merge(_ other: [ClassTally]) {
    precondition(other.count == tallies.count, "the tallies belong to other fields")
    for (field, tally) in other.enumerated() { tallies[field].merge(tally) }
  }

  /// Appends the bytes: the number of fields, then the tally of each.
  public func encode(into bytes: inout [UInt8]) {
    bytes.appendCompact(UInt64(tallies.count))
    for tally in tallies { tally.encode(into: &bytes) }
  }

  /// Adds tallies that `encode` wrote for the same fields.
  ///
  /// - Throws: `TallyError` where the bytes end early, contradict themselves or
  ///   are of another number of fields; nothing is added then.
  public mutating func merge(decoding reader: inout TallyReader) throws(TallyError) {
    let offset = reader.offset
    guard try reader.compact() == UInt64(tallies.count) else {
      throw .inconsistent(what: "number of fields", offset: offset)
    }
    var read: [ClassTally] = []
    for _ in tallies { read.append(try ClassTally(decoding: &reader)) }
    merge(read)
  }
}
