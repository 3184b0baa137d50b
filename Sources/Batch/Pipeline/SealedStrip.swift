import FieldStatistics
import Pixels
import Spectral

/// What the first half of a run found in one strip: all that the second half
/// needs, and all that a restart stands on.
struct SealedStrip: Hashable, Sendable {
  /// The strip's number from the top.
  var index: Int
  /// The mosaic's rows.
  var rows: Range<Int>
  /// The classes after local cleaning, one row each.
  var classes: [ClassRow]
  /// Index figures of every pixel.
  var flight: FlightTally
  /// Index figures by field.
  var fields: FieldTallies
  /// How many pixels held data.
  var validity: RowValidity
  /// The strip's part of the picture.
  var preview: PreviewSums
  /// One plane for each extra raster (confidence, indices), as written.
  var layers: [[UInt8]]
}
