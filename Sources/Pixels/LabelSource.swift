public import Grid

/// True classes on a mosaic's grid, as people or a simulation gave them.
///
/// The source itself is a value that crosses tasks; each worker makes a reader
/// of its own.
public protocol LabelSource: Sendable {
  /// A window outside of which nothing is labelled, within the mosaic.
  var extent: PixelWindow { get }

  /// Opens the labels for one worker.
  func makeLabelReader() throws -> any LabelReader
}

/// One worker's own access to labels. Not safe to share.
public protocol LabelReader: AnyObject {
  /// Writes the class of each pixel of a window; `ClassCode.nodata` where
  /// nobody said what is there.
  ///
  /// - Parameters:
  ///   - window: Pixels inside of the mosaic.
  ///   - classes: Where the first pixel's class goes.
  ///   - stride: Pixels from a row to the next.
  func read(
    _ window: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int) throws
}
