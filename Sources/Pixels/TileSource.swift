public import Grid

/// A mosaic that can be read, by several workers at once.
///
/// The source itself is a value that crosses tasks; each worker makes a reader
/// of its own.
public protocol TileSource: Sendable {
  /// What is known of the mosaic before a pixel is read.
  var mosaic: MosaicDescription { get }

  /// Opens the mosaic for one worker.
  func makeReader() throws -> any TileReader
}

/// One worker's own handle on a mosaic. Not safe to share.
public protocol TileReader: AnyObject {
  /// Reads some bands of a window into planes.
  ///
  /// - Parameters:
  ///   - window: Pixels inside of the mosaic.
  ///   - bands: Band numbers from 1, in the order of the planes.
  ///   - samples: Where the first plane's first sample goes; samples have the
  ///     mosaic's own type, without calibration.
  ///   - rowStride: Bytes from a row to the next.
  ///   - planeStride: Bytes from a plane to the next.
  func read(
    _ window: PixelWindow, bands: [Int], into samples: UnsafeMutableRawPointer, rowStride: Int,
    planeStride: Int) throws

  /// Reads which pixels the file's mask covers: 0 not, anything else yes.
  ///
  /// Called only where the mosaic's `mask` is `.file`.
  func readMask(_ window: PixelWindow, into mask: UnsafeMutablePointer<UInt8>, rowStride: Int) throws
}
