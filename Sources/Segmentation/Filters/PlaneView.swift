public import Grid

/// Values of the pixels of a window, somewhere in memory; NaN means no value.
@frozen
public struct PlaneView {
  /// The value of the window's first pixel.
  public let base: UnsafePointer<Float>
  /// The pixels, in the mosaic's frame.
  public let window: PixelWindow
  /// Values from a row to the next.
  public let stride: Int

  /// Makes a view; without a stride, of rows without gaps.
  @inlinable
  public init(_ base: UnsafePointer<Float>, window: PixelWindow, stride: Int? = nil) {
    self.base = base
    self.window = window
    self.stride = stride ?? window.width
  }

  /// The address of a pixel's value; the pixel lies in the window, or one
  /// column behind it.
  @inlinable
  @inline(__always)
  public func address(row: Int, column: Int) -> UnsafePointer<Float> {
    base + (row - window.rows.lowerBound) * stride + (column - window.columns.lowerBound)
  }

  /// The part of the view within `other`; what is beyond counts as the end of
  /// the mosaic.
  @inlinable
  public func cropped(to other: PixelWindow) -> PlaneView {
    let window = window.intersection(other)
    guard !window.isEmpty else { return PlaneView(base, window: window, stride: stride) }
    return PlaneView(
      address(row: window.rows.lowerBound, column: window.columns.lowerBound), window: window,
      stride: stride)
  }

  /// True where every pixel of `part` has a value.
  func isComplete(in part: PixelWindow) -> Bool {
    for row in part.rows {
      let values = address(row: row, column: part.columns.lowerBound)
      var missing: UInt32 = 0
      for column in 0..<part.width { missing |= values[column] == values[column] ? 0 : 1 }
      if missing != 0 { return false }
    }
    return true
  }

  /// Copies part of a row, with `filler` where there is no value and beyond
  /// the window.
  @inline(__always)
  func copy(
    row: Int, columns: Range<Int>, filler: Float, into target: UnsafeMutablePointer<Float>
  ) {
    let inside = window.rows.contains(row) ? columns.clamped(to: window.columns) : 0..<0
    guard !inside.isEmpty else { return target.update(repeating: filler, count: columns.count) }
    let before = inside.lowerBound - columns.lowerBound
    target.update(repeating: filler, count: before)
    let source = address(row: row, column: inside.lowerBound)
    let line = target + before
    for i in 0..<inside.count { line[i] = source[i] == source[i] ? source[i] : filler }
    (line + inside.count).update(repeating: filler, count: columns.upperBound - inside.upperBound)
  }
}
