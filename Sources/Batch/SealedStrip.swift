import FieldStatistics
import Pixels
import Spectral

/// What the first half of a run found in one strip: all that the second half
/// needs, and all that a restart stands on.
public struct SealedStrip: Hashable, Sendable {
  /// The strip's number from the top.
  public var index: Int
  /// The mosaic's rows.
  public var rows: Range<Int>
  /// The classes after local cleaning, one row each.
  public var classes: [ClassRow]
  /// Index figures of every pixel.
  public var flight: FlightTally
  /// Index figures by field.
  public var fields: FieldTallies
  /// How many pixels held data.
  public var validity: RowValidity
  /// The strip's part of the picture.
  public var preview: PreviewSums
  /// One plane for each extra raster (confidence, indices), as written.
  public var layers: [[UInt8]]
}
