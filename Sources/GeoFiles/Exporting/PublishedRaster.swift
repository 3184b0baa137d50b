internal import CGDAL
internal import Grid

/// A raster of one band that a flight has published, or that was just written.
///
/// Not Sendable: GDAL allows one thread at a time on a dataset.
public final class PublishedRaster {
  /// What kind of file it is.
  public enum Format: String, Hashable, Sendable {
    /// A GeoTIFF of any layout.
    case tiff = "GTiff"
    /// A PNG image with its place in files beside it.
    case png = "PNG"
  }

  /// The file.
  public let path: String
  /// Size, place and reference system.
  public let grid: MosaicGrid
  /// True for `Float` samples, false for bytes.
  public let isFloat: Bool

  let handle: GDALDatasetH

  /// Opens a file by its one driver (`GDALOpenEx`).
  ///
  /// - Parameters:
  ///   - path: A local file.
  ///   - overview: The overview to read in place of the raster, from 0.
  ///   - format: The file's format.
  /// - Throws: `InputFileError` or `GDALError` where it cannot be opened or
  ///   has no place on the ground.
  public init(path: String, overview: Int? = nil, format: Format = .tiff) throws {
    self.path = path
    let file = try InputFile(path, remoteAllowed: false)
    let drivers = StringList([format.rawValue])
    let level = StringList(overview.map { ["OVERVIEW_LEVEL=\($0)"] } ?? [])
    let (allowed, options) = (drivers.constant, level.constant)
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    let opened = try GDALLibrary.withThreadOptions([("GDAL_GEOREF_SOURCES", "PAM,INTERNAL,WORLDFILE")]) {
      () throws(GDALError) in
      try GDALLibrary.handle("open", path) { GDALOpenEx(file.path, flags, allowed, options, nil) }
    }
    do {
      grid = try Self.grid(of: opened, path: path)
    } catch {
      GDALClose(opened)
      throw error
    }
    handle = opened
    isFloat = GDALGetRasterDataType(GDALGetRasterBand(opened, 1)) == GDT_Float32
  }

  deinit { GDALClose(handle) }

  /// The bytes of one sample.
  public var sampleBytes: Int { isFloat ? 4 : 1 }

  /// How many overviews the file holds, each half as large as the one before.
  public var overviewCount: Int { Int(GDALGetOverviewCount(GDALGetRasterBand(handle, 1))) }

  /// Fills `bytes` with the samples of a window, row by row (`GDALRasterIO`).
  func read(_ window: PixelWindow, into bytes: UnsafeMutableRawBufferPointer) throws(GDALError) {
    precondition(bytes.count == window.pixelCount * sampleBytes, "a window has all of its samples")
    let (width, height) = (Int32(window.width), Int32(window.height))
    let (left, top) = (Int32(window.columns.lowerBound), Int32(window.rows.lowerBound))
    try GDALLibrary.call("read", path) {
      GDALRasterIO(
        GDALGetRasterBand(handle, 1), GF_Read, left, top, width, height, bytes.baseAddress, width, height,
        isFloat ? GDT_Float32 : GDT_Byte, 0, 0)
    }
  }

  private static func grid(of handle: GDALDatasetH, path: String) throws(GDALError) -> MosaicGrid {
    var numbers = [Double](repeating: 0, count: 6)
    try GDALLibrary.call("find the place of", path) { GDALGetGeoTransform(handle, &numbers) }
    let reference = try GDALLibrary.handle("find the reference system of", path) { GDALGetSpatialRef(handle) }
    return MosaicGrid(
      size: PixelSize(width: Int(GDALGetRasterXSize(handle)), height: Int(GDALGetRasterYSize(handle))),
      transform: GeoTransform(
        originX: numbers[0], columnX: numbers[1], rowX: numbers[2], originY: numbers[3],
        columnY: numbers[4], rowY: numbers[5]),
      crs: try CoordinateSystem(SpatialReference(copying: reference)))
  }
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension PublishedRaster: Sendable {}
