import GeoFiles
import Grid
import Pixels

/// Where the pixels of an export lie, and how they get their values.
struct ExportGround {
  let view: RasterView
  let clip: FieldClip?
  /// `nil` where pixels are the raster's own.
  let sampling: RasterView.Sampling?

  /// True where nothing of the field lies on the raster.
  var isEmpty: Bool { view.grid.size.width == 0 || view.grid.size.height == 0 }

  /// Lays an export over a raster.
  ///
  /// - Parameters:
  ///   - path: The raster.
  ///   - crs: Another reference system, if one is wanted.
  ///   - boundary: The field whose pixels are wanted, if not all.
  ///   - pictureSide: The most pixels along a side of a picture in longitudes
  ///     and latitudes; `nil` for other rasters.
  init(path: String, crs: CoordinateSystem?, boundary: FieldBoundary?, pictureSide: Int?) throws {
    let raster = try PublishedRaster(path: path)
    let wanted = try pictureSide == nil ? crs : CoordinateSystem.wgs84()
    let isOwn = wanted.map { $0.isSame(as: raster.grid.crs) } ?? true
    let keepsGrid = isOwn && pictureSide == nil
    let whole = try keepsGrid ? raster.grid : raster.suggestedGrid(in: wanted ?? raster.grid.crs)
    let window = try Self.window(of: boundary, on: whole)
    guard !window.isEmpty else {
      (view, clip, sampling) = (RasterView(raster, window: window), nil, nil)
      return
    }
    let view: RasterView
    if keepsGrid {
      view = RasterView(raster, window: window)
      sampling = nil
    } else {
      let fine = whole.cut(to: window)
      let grid = pictureSide.map(fine.bounded) ?? fine
      let shrink = Double(fine.size.width) / Double(grid.size.width)
      let source = try Self.overview(of: raster, path: path, shrink: shrink)
      let sampling: RasterView.Sampling = shrink < 1.5 ? .nearest : raster.isFloat ? .mean : .commonest
      view = try RasterView(source, onto: grid, sampling: sampling)
      self.sampling = sampling
    }
    clip = try boundary.map { boundary in
      try FieldClip(field: boundary.id, polygons: boundary.polygons, of: boundary.crs, on: view.grid)
    }
    self.view = view
  }

  private static func window(of boundary: FieldBoundary?, on grid: MosaicGrid) throws -> PixelWindow {
    guard let boundary else { return PixelWindow(grid.size) }
    return try FieldClip(field: boundary.id, polygons: boundary.polygons, of: boundary.crs, on: grid).window
  }

  /// The coarsest overview that is still finer than the grid.
  private static func overview(
    of raster: PublishedRaster, path: String, shrink: Double
  ) throws -> PublishedRaster {
    var level: Int?
    for next in 0..<raster.overviewCount where Double(2 << next) <= shrink { level = next }
    return try level.map { try PublishedRaster(path: path, overview: $0) } ?? raster
  }
}
