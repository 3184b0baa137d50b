public import Grid
public import Pixels

extension MosaicGrid {
  /// The grid of a window of this one.
  public func cut(to window: PixelWindow) -> MosaicGrid {
    let corner = transform.mapPoint(
      GridPoint(column: Double(window.columns.lowerBound), row: Double(window.rows.lowerBound)))
    var moved = transform
    (moved.originX, moved.originY) = (corner.x, corner.y)
    return MosaicGrid(size: window.size, transform: moved, crs: crs)
  }

  /// The grid of the same ground with sides of at most so many pixels.
  public func bounded(by side: Int) -> MosaicGrid {
    let longest = max(size.width, size.height)
    guard longest > side else { return self }
    let scale = Double(longest) / Double(side)
    let smaller = PixelSize(
      width: max(1, Int((Double(size.width) / scale).rounded())),
      height: max(1, Int((Double(size.height) / scale).rounded())))
    let (across, down) = (
      Double(size.width) / Double(smaller.width), Double(size.height) / Double(smaller.height)
    )
    var coarse = transform
    (coarse.columnX, coarse.columnY) = (transform.columnX * across, transform.columnY * across)
    (coarse.rowX, coarse.rowY) = (transform.rowX * down, transform.rowY * down)
    return MosaicGrid(size: smaller, transform: coarse, crs: crs)
  }

  /// Lays polygons with coordinates in `system` over this grid.
  ///
  /// Long edges are divided before they are carried to another system, as
  /// those of boundary files are.
  ///
  /// - Throws: `GDALError` where a corner lies where this grid's system is not defined.
  public func lay(_ polygons: [MapPolygon], of system: CoordinateSystem) throws(GDALError) -> [PixelPolygon] {
    let transformer = try system.transformer(to: crs)
    let isSame = system.isSame(as: crs)
    let step = FieldFile.pieceMetres / (system.metresPerUnit ?? 111_195)
    func onGrid(_ ring: [MapPoint]) throws(GDALError) -> [GridPoint] {
      let points = isSame ? ring : ring.densified(maximumStep: step)
      return try transformer.transform(points).map { transform.gridPoint($0).snapped }
    }
    var laid: [PixelPolygon] = []
    for polygon in polygons {
      var holes: [[GridPoint]] = []
      for hole in polygon.holes { holes.append(try onGrid(hole)) }
      laid.append(PixelPolygon(outer: try onGrid(polygon.outer), holes: holes))
    }
    return laid
  }
}
