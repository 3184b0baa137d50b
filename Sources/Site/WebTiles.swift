internal import Foundation
internal import GeoFiles
internal import Grid

/// The squares into which web maps cut the world, one zoom level of them.
///
/// Source: OGC Two Dimensional Tile Matrix Set, `WebMercatorQuad`; rows run
/// from north to south, as in XYZ addresses.
struct WebTiles: Hashable, Sendable {
  /// The pixels along a side of a tile.
  static let side = 256
  /// Half of the world's width in metres of the projection.
  static let halfWorld = 20_037_508.342_789_244

  /// The zoom level.
  var zoom: Int
  /// The tiles from west to east.
  var columns: ClosedRange<Int>
  /// The tiles from north to south.
  var rows: ClosedRange<Int>

  /// The width of a pixel in metres of the projection.
  static func pixelSize(zoom: Int) -> Double { 2 * halfWorld / Double(side) / exp2(Double(zoom)) }

  /// How many tiles there are.
  var count: Int { columns.count * rows.count }
  /// The width of a pixel in metres of the projection.
  var pixelSize: Double { Self.pixelSize(zoom: zoom) }

  /// The tiles that a raster in the projection touches.
  init(zoom: Int, covering grid: MosaicGrid) {
    self.zoom = zoom
    let tile = Self.pixelSize(zoom: zoom) * Double(Self.side)
    let last = (1 << zoom) - 1
    func range(_ low: Double, _ high: Double) -> ClosedRange<Int> {
      let first = min(max(Int((low / tile).rounded(.down)), 0), last)
      return first...min(max(Int((high / tile).rounded(.up)) - 1, first), last)
    }
    let (west, north) = (grid.transform.originX, grid.transform.originY)
    let east = west + grid.transform.columnX * Double(grid.size.width)
    let south = north + grid.transform.rowY * Double(grid.size.height)
    columns = range(west + Self.halfWorld, east + Self.halfWorld)
    rows = range(Self.halfWorld - north, Self.halfWorld - south)
  }

  /// The grid of one row of tiles, whole tiles wide.
  func grid(ofRow row: Int, crs: CoordinateSystem) -> MosaicGrid {
    let tile = pixelSize * Double(Self.side)
    return MosaicGrid(
      size: PixelSize(width: columns.count * Self.side, height: Self.side),
      transform: GeoTransform(
        originX: Double(columns.lowerBound) * tile - Self.halfWorld, columnX: pixelSize, rowX: 0,
        originY: Self.halfWorld - Double(row) * tile, columnY: 0, rowY: -pixelSize),
      crs: crs)
  }
}
