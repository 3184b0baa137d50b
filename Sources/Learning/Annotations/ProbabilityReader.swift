public import Grid
public import Pixels

/// Out-of-fold predictions of a mosaic. Not safe to share.
public protocol ProbabilityReader: AnyObject {
  /// The classes in the order of the planes.
  var classes: [ClassCode] { get }

  /// Writes the probabilities of a window, a plane for each class; NaN in all
  /// planes where no model that had not seen the pixel gave one.
  ///
  /// - Parameters:
  ///   - window: Pixels inside of the mosaic.
  ///   - planes: Where the first plane's first pixel goes; rows are as wide as
  ///     the window, planes as large.
  func readProbabilities(_ window: PixelWindow, into planes: UnsafeMutablePointer<Float>) throws
}
