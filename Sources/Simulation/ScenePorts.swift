public import Pixels

/// Receives a scene's image from top to bottom.
public protocol SceneImageSink: AnyObject {
  /// Takes the next rows.
  ///
  /// - Parameters:
  ///   - rows: The rows, each strip starting where the one before it ended.
  ///   - planes: One plane after another without gaps, alpha last, in the
  ///     sensor's sample type; each plane holds the rows without gaps.
  func write(rows: Range<Int>, planes: UnsafeRawBufferPointer) throws

  /// Ends the image; nothing is certain to be stored before.
  func finish() throws
}

/// Receives a scene's label raster from top to bottom.
public protocol SceneLabelSink: AnyObject {
  /// Takes the next rows, one label for each pixel without gaps.
  func write(rows: Range<Int>, labels: UnsafeBufferPointer<ClassCode>) throws

  /// Ends the raster; nothing is certain to be stored before.
  func finish() throws
}

/// Receives what a scene knows as shapes, on the mosaic's grid.
public protocol SceneShapeSink: AnyObject {
  /// Takes a field; all fields come first.
  func write(_ field: SceneField) throws

  /// Takes the sown stretch of a crop row; all rows come after the fields.
  func write(_ line: RowLine) throws

  /// Takes a disease focus.
  func write(_ focus: DiseaseFocus) throws

  /// Takes a plant or weed; they come strip by strip.
  func write(_ instance: SceneInstance) throws

  /// Ends the shapes; nothing is certain to be stored before.
  func finish() throws
}
