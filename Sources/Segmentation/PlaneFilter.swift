public import Grid
public import Pixels

/// A local operation on one plane of values, such as a smoothing filter.
///
/// A plane is one value for each pixel of a window, row after row without
/// gaps; NaN means no value. The window's border counts as the end of the
/// mosaic: pixels beyond it are left out like NaN. So where the window is cut
/// out of a larger mosaic, the result equals that of the whole mosaic bit for
/// bit at every pixel that lies at least `reach` pixels inside of the cut.
public protocol PlaneFilter: Sendable {
  /// How many rows and columns away a pixel can still change the result.
  var reach: Int { get }

  /// Filters one plane into another of the same size.
  ///
  /// A pixel without a value has none in the result either. Both buffers hold
  /// at least `size.pixelCount` values and do not overlap.
  func apply(
    to source: UnsafeBufferPointer<Float>, size: PixelSize,
    into target: UnsafeMutableBufferPointer<Float>)
}

/// A local operation on one plane of classes, such as a majority vote.
///
/// A plane is one class for each pixel of a window, row after row without
/// gaps. Nodata stays nodata and no pixel becomes nodata. What is beyond the
/// window's border counts as nodata; `reach` means what it does for
/// `PlaneFilter`.
public protocol ClassFilter: Sendable {
  /// How many rows and columns away a pixel can still change the result.
  var reach: Int { get }

  /// Filters one plane into another of the same size.
  ///
  /// Both buffers hold at least `size.pixelCount` classes and do not overlap.
  func apply(
    to source: UnsafeBufferPointer<ClassCode>, size: PixelSize,
    into target: UnsafeMutableBufferPointer<ClassCode>)
}
