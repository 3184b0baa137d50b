import FieldStatistics
import Grid
import Pixels
import Stitching

extension SettledRows {
  /// Rows, ends, tallies, picture, patches.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for number in [rows.lowerBound, rows.count] { bytes.appendCompact(UInt64(number)) }
    guard !rows.isEmpty else { return bytes }
    bytes += head.bytes + tail.bytes
    bytes.appendCompact(UInt64(fields.count))
    for tally in [whole] + fields { tally.encode(into: &bytes) }
    bytes.appendCompact(UInt64(picture.count))
    bytes += picture
    patches.encode(into: &bytes)
    return bytes
  }

  /// Reads what was settled of a shard's rows.
  ///
  /// - Throws: `TallyError`, `SealError` where it cannot be of these rows.
  init(
    decoding bytes: [UInt8], of plan: FlightPlan, shard: Range<Int>, legend: Legend,
    side: Int = ShardPlan.rowStep
  ) throws {
    var reader = TallyReader(bytes)
    let (first, count) = (try reader.number(), try reader.number())
    self.init(nothingFrom: first)
    rows = first..<first + count
    guard shard.lowerBound <= first, rows.upperBound <= shard.upperBound else {
      throw SealError.impossible("range of rows")
    }
    if !rows.isEmpty { try read(&reader, of: plan, legend: legend, side: side) }
    guard reader.isAtEnd else { throw SealError.impossible("length of what is settled") }
  }

  private mutating func read(
    _ reader: inout TallyReader, of plan: FlightPlan, legend: Legend, side: Int
  ) throws {
    let codes = Set(legend.entries.map(\.code) + [.nodata])
    let (width, ends) = (
      plan.size.width, Self.ends(of: rows, height: plan.size.height, side: side)
    )
    head = try reader.rows(width: width, codes: codes)
    tail = try reader.rows(width: width, codes: codes)
    guard head.count == ends.head.count, tail.count == ends.tail.count else {
      throw SealError.impossible("number of rows")
    }
    guard try reader.number() == plan.coverages.count else { throw SealError.impossible("number of fields") }
    whole = try ClassTally(decoding: &reader)
    fields = try plan.coverages.map { _ in try ClassTally(decoding: &reader) }
    picture = try reader.bytes(reader.count())
    guard picture.count == ClassPreview.byteCount(ofRows: rows, plan: plan.preview, legend: legend) else {
      throw SealError.impossible("picture")
    }
    patches = try PatchPart(
      decoding: &reader, rows: rows, width: width, fieldCount: plan.coverages.count)
  }
}
