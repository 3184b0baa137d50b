internal import CGDAL
internal import Grid

/// Carries a raster to another grid, strip by strip.
///
/// Whatever the strips, the pixels are those that `gdalwarp` makes: its
/// approximation runs along rows and errs by an eighth of a pixel at most.
final class StripWarper {
  private let raster: PublishedRaster
  private let grid: MosaicGrid
  private let sampling: RasterView.Sampling
  private static let memoryBytes = 64.0 * 1_048_576
  private static let maximumErrorPixels = 0.125

  /// Prepares for a grid; fails where no transformation leads there.
  init(_ raster: PublishedRaster, onto grid: MosaicGrid, sampling: RasterView.Sampling) throws(GDALError) {
    self.raster = raster
    self.grid = grid
    self.sampling = sampling
    _ = try raster.grid.crs.transformer(to: grid.crs)
  }

  /// Fills `bytes` with rows of the grid (`GDALReprojectImage`).
  func read(_ rows: Range<Int>, into bytes: UnsafeMutableRawBufferPointer) throws(GDALError) {
    let strip = grid.cut(to: PixelWindow(columns: 0..<grid.size.width, rows: rows))
    let type = raster.isFloat ? GDT_Float32 : GDT_Byte
    let (width, height) = (Int32(strip.size.width), Int32(strip.size.height))
    let driver = try GDALLibrary.handle("find the driver of", "MEM") { GDALGetDriverByName("MEM") }
    let target = try GDALLibrary.handle("reproject", raster.path) {
      GDALCreate(driver, "", width, height, 1, type, nil)
    }
    defer { GDALClose(target) }
    var coefficients = strip.transform.coefficients
    try GDALLibrary.call("reproject", raster.path) { GDALSetGeoTransform(target, &coefficients) }
    let options = try options()
    defer { GDALDestroyWarpOptions(options) }
    let wkt = grid.crs.wkt
    try GDALLibrary.call("reproject", raster.path) {
      GDALReprojectImage(
        raster.handle, nil, target, wkt, sampling.algorithm, Self.memoryBytes, Self.maximumErrorPixels, nil,
        nil, options)
    }
    try GDALLibrary.call("reproject", raster.path) {
      GDALRasterIO(
        GDALGetRasterBand(target, 1), GF_Read, 0, 0, width, height, bytes.baseAddress, width, height, type,
        0, 0)
    }
  }

  /// One band whose nodata stays nodata and fills what lies outside.
  private func options() throws(GDALError) -> UnsafeMutablePointer<GDALWarpOptions> {
    let options = try GDALLibrary.handle("reproject", raster.path) { GDALCreateWarpOptions() }
    options.pointee.nBandCount = 1
    options.pointee.panSrcBands = Self.allocated(Int32(1))
    options.pointee.panDstBands = Self.allocated(Int32(1))
    let nodata = raster.isFloat ? Double.nan : 255
    options.pointee.padfSrcNoDataReal = Self.allocated(nodata)
    options.pointee.padfDstNoDataReal = Self.allocated(nodata)
    options.pointee.papszWarpOptions = CSLSetNameValue(nil, "INIT_DEST", "NO_DATA")
    return options
  }

  /// One value in memory that the library frees.
  private static func allocated<Value>(_ value: Value) -> UnsafeMutablePointer<Value>? {
    let memory = furrow_allocate(MemoryLayout<Value>.size)?.bindMemory(to: Value.self, capacity: 1)
    memory?.initialize(to: value)
    return memory
  }
}

extension RasterView.Sampling {
  fileprivate var algorithm: GDALResampleAlg {
    switch self {
    case .nearest: GRA_NearestNeighbour
    case .commonest: GRA_Mode
    case .mean: GRA_Average
    }
  }
}

extension PublishedRaster {
  /// A north-up grid in another reference system with pixels about as large
  /// as the raster's (`GDALSuggestedWarpOutput2`).
  ///
  /// - Throws: `GDALError` where no transformation leads there, or only one
  ///   that ignores a change of datum.
  public func suggestedGrid(in crs: CoordinateSystem) throws(GDALError) -> MosaicGrid {
    _ = try grid.crs.transformer(to: crs)
    let wkt = StringList(["DST_SRS=\(crs.wkt)"])
    let list = wkt.pointer
    let transformer = try GDALLibrary.handle("reproject", path) {
      GDALCreateGenImgProjTransformer2(handle, nil, list)
    }
    defer { GDALDestroyGenImgProjTransformer(transformer) }
    var (numbers, extent) = ([Double](repeating: 0, count: 6), [Double](repeating: 0, count: 4))
    var (width, height): (Int32, Int32) = (0, 0)
    try GDALLibrary.call("reproject", path) {
      GDALSuggestedWarpOutput2(
        handle, GDALGenImgProjTransform, transformer, &numbers, &width, &height, &extent, 0)
    }
    return MosaicGrid(
      size: PixelSize(width: Int(width), height: Int(height)),
      transform: GeoTransform(
        originX: numbers[0], columnX: numbers[1], rowX: 0, originY: numbers[3], columnY: 0, rowY: numbers[5]),
      crs: crs)
  }
}
