import FieldStatistics
import Grid
import Spectral

/// The figures of a shard's pixels that need no neighbours, merged over its strips.
struct ShardSums: Hashable, Sendable {
  /// Index figures of every pixel.
  var flight: FlightTally
  /// Index figures by field.
  var fields: FieldTallies
  /// How many pixels held data.
  var validity = RowValidity()
  /// The shard's part of the picture.
  var preview: PreviewSums

  /// Makes the sums of no pixels in some rows.
  init(_ plan: FlightPlan, rows: Range<Int>) {
    flight = FlightTally(indexCount: plan.indexNames.count)
    fields = FieldTallies(indexCount: plan.indexNames.count)
    preview = PreviewSums(
      window: plan.preview.pictureWindow(of: PixelWindow(columns: 0..<plan.size.width, rows: rows)),
      channelCount: plan.pictureBands.count)
  }

  mutating func add(_ strip: SealedStrip) {
    flight.merge(strip.flight)
    fields.merge(strip.fields)
    validity += strip.validity
    preview.merge(strip.preview)
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    flight.encode(into: &bytes)
    fields.encode(into: &bytes)
    for count in [validity.valid, validity.nodata, validity.notFinite, validity.partialNodata] {
      bytes.appendCompact(UInt64(count))
    }
    SealedStrip.append(preview, to: &bytes)
    return bytes
  }

  /// Reads the sums of some rows of a flight.
  ///
  /// - Throws: `TallyError`, `SealError` where they cannot be such sums.
  init(decoding bytes: [UInt8], of plan: FlightPlan, rows: Range<Int>) throws {
    var reader = TallyReader(bytes)
    flight = try FlightTally(decoding: &reader)
    fields = try FieldTallies(decoding: &reader)
    validity = RowValidity(
      valid: try reader.number(), nodata: try reader.number(), notFinite: try reader.number(),
      partialNodata: try reader.number())
    preview = try SealedStrip.readPreview(&reader)
    guard reader.isAtEnd else { throw SealError.impossible("length of sums") }
    let window = PixelWindow(columns: 0..<plan.size.width, rows: rows)
    guard validity.valid + validity.nodata + validity.notFinite == window.pixelCount else {
      throw SealError.impossible("number of pixels")
    }
    guard flight.indices.count == plan.indexNames.count, fields.indexCount == plan.indexNames.count,
      fields.fields.last ?? -1 < plan.coverages.count
    else { throw SealError.impossible("number of indices or fields") }
    guard preview.window == plan.preview.pictureWindow(of: window),
      preview.channelCount == plan.pictureBands.count
    else { throw SealError.impossible("picture") }
  }
}
