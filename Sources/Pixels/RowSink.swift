/// Where the rows of a finished raster go, from top to bottom.
///
/// Nothing is visible under the final name before `finish()` returns; a sink
/// that is let go without it leaves nothing behind.
public protocol RowSink: AnyObject {
  /// Takes the next row: one sample for each column, in the raster's type.
  func append(row: UnsafeRawBufferPointer) throws

  /// Writes what is left and puts the raster in its place.
  func finish() throws
}
