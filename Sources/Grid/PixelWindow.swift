/// A rectangle of whole pixels on a mosaic's grid.
@frozen
public struct PixelWindow: Hashable, Sendable {
  /// The columns that the window covers.
  public var columns: Range<Int>

  /// The rows that the window covers.
  public var rows: Range<Int>

  /// Makes a window from its columns and rows.
  @inlinable
  public init(columns: Range<Int>, rows: Range<Int>) {
    self.columns = columns
    self.rows = rows
  }

  /// Makes the window of a whole raster.
  @inlinable
  public init(_ size: PixelSize) {
    self.init(columns: 0..<size.width, rows: 0..<size.height)
  }

  /// The number of columns.
  @inlinable
  public var width: Int { columns.count }

  /// The number of rows.
  @inlinable
  public var height: Int { rows.count }

  /// The number of pixels.
  @inlinable
  public var pixelCount: Int { width * height }

  /// Width and height.
  @inlinable
  public var size: PixelSize { PixelSize(width: width, height: height) }

  /// True where the window holds no pixel.
  @inlinable
  public var isEmpty: Bool { columns.isEmpty || rows.isEmpty }

  /// The window grown by `margin` pixels on every side and cut at `bounds`.
  @inlinable
  public func expanded(by margin: Int, within bounds: PixelWindow) -> PixelWindow {
    PixelWindow(
      columns: (columns.lowerBound - margin)..<(columns.upperBound + margin),
      rows: (rows.lowerBound - margin)..<(rows.upperBound + margin)
    ).intersection(bounds)
  }

  /// The pixels that both windows hold; empty where they do not meet.
  @inlinable
  public func intersection(_ other: PixelWindow) -> PixelWindow {
    PixelWindow(columns: columns.clamped(to: other.columns), rows: rows.clamped(to: other.rows))
  }

  /// True where every pixel of `other` lies in this window.
  @inlinable
  public func contains(_ other: PixelWindow) -> Bool {
    other.isEmpty || intersection(other) == other
  }
}

extension PixelWindow: CustomStringConvertible {
  /// "columns a..<b, rows c..<d".
  public var description: String {
    "columns \(columns.lowerBound)..<\(columns.upperBound), rows \(rows.lowerBound)..<\(rows.upperBound)"
  }
}
