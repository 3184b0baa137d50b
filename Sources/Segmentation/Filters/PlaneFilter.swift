public import Grid
public import Pixels

/// A local operation on planes of values, such as a smoothing filter.
///
/// A plane is one value for each pixel of a window; NaN means no value. The
/// window's border counts as the end of the mosaic: pixels beyond it are left
/// out like NaN. So where the window is cut out of a larger mosaic, the result
/// equals that of the whole mosaic bit for bit at every pixel that lies at
/// least `reach` pixels inside of the cut.
public protocol PlaneFilter: Sendable {
  /// How many rows and columns away a pixel can still change the result.
  var reach: Int { get }

  /// How many planes are read; 1 unless said otherwise.
  var operandCount: Int { get }

  /// How many planes are made; 1 unless said otherwise.
  var outputCount: Int { get }

  /// The floats of scratch memory that `apply` takes for this many pixels.
  func scratchCount(wanted: PixelSize) -> Int

  /// Filters planes.
  ///
  /// A pixel without a value has none in the result either, and no value that
  /// is read is infinite.
  ///
  /// - Parameters:
  ///   - sources: The planes that are read; each holds at least the pixels
  ///     within `reach` of `wanted` that the mosaic has.
  ///   - wanted: The pixels whose results are asked for.
  ///   - mosaic: All pixels; the frame of the windows.
  ///   - targets: Planes over `wanted`, row after row without gaps.
  func apply(
    to sources: [PlaneView], wanted: PixelWindow, of mosaic: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>)
}

extension PlaneFilter {
  /// One plane.
  public var operandCount: Int { 1 }

  /// One plane.
  public var outputCount: Int { 1 }

  /// Filters a whole mosaic of one plane into another of the same size.
  ///
  /// Both buffers hold at least `size.pixelCount` values and do not overlap.
  public func apply(
    to source: UnsafeBufferPointer<Float>, size: PixelSize,
    into target: UnsafeMutableBufferPointer<Float>
  ) {
    let count = size.pixelCount
    precondition(source.count >= count && target.count >= count, "a plane is smaller than its size")
    precondition(operandCount == 1 && outputCount == 1, "the filter reads and makes one plane")
    guard count > 0, let input = source.baseAddress, let output = target.baseAddress else { return }
    let window = PixelWindow(size)
    withUnsafePointer(to: output) {
      apply(to: [PlaneView(input, window: window)], wanted: window, of: window, into: $0)
    }
  }
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
