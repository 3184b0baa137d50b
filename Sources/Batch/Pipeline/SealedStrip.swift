import FieldStatistics
import Pixels
import Spectral

/// What the first half of a run found in one strip: all that the second half
/// needs, and all that a restart stands on.
package struct SealedStrip: Hashable, Sendable {
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
  /// The tiles of the extra rasters (confidence, indices) that begin in the
  /// strip's rows; they end with a later strip.
  var tiles: [SealedTile] = []
}

/// A tile of an extra raster that its sink has taken.
struct SealedTile: Hashable, Sendable {
  /// The raster: confidence first where it is written, then the indices.
  var layer: Int
  /// Its row among the raster's tiles.
  var row: Int
  /// Its column among the raster's tiles.
  var column: Int
  /// What the sink gave for it; see `TileSink`.
  var receipt: [UInt8]
}
