public import Grid

/// The grid onto which boundaries are laid: a mosaic's size, place and system.
public struct MosaicGrid: Hashable, Sendable {
  /// Width and height in pixels.
  public var size: PixelSize
  /// From the grid to coordinates.
  public var transform: GeoTransform
  /// What the coordinates mean.
  public var crs: CoordinateSystem

  /// Makes a grid.
  public init(size: PixelSize, transform: GeoTransform, crs: CoordinateSystem) {
    self.size = size
    self.transform = transform
    self.crs = crs
  }
}

extension MosaicFile {
  /// The mosaic's grid; `nil` where its place or its system is not known.
  public var grid: MosaicGrid? {
    guard let crs, isGeoreferenced else { return nil }
    return MosaicGrid(size: mosaic.size, transform: transform, crs: crs)
  }
}
