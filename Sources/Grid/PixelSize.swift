/// The size of a raster in pixels.
@frozen
public struct PixelSize: Hashable, Sendable {
  /// The number of columns.
  public var width: Int

  /// The number of rows.
  public var height: Int

  /// Makes a size from its width and height.
  @inlinable
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The number of pixels.
  @inlinable
  public var pixelCount: Int { width * height }
}

extension PixelSize: CustomStringConvertible {
  /// "width x height".
  public var description: String { "\(width) x \(height)" }
}
