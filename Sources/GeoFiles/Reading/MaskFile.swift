import CGDAL
public import Grid
public import Pixels

/// A published mask, read in windows at the level of its overviews that suits.
///
/// Not Sendable: one task owns it.
public final class MaskFile {
  /// The mask itself or one of its overviews.
  public struct Level: Hashable, Sendable {
    /// Width and height in the level's pixels.
    public var size: PixelSize
    /// How many of the mask's pixels one of the level's pixels is wide.
    public var factor: Double
    /// The overview's number; `nil` for the mask itself.
    var overview: Int32?
  }

  /// The levels, the mask itself first, each coarser than the one before.
  public let levels: [Level]
  /// From the mask's grid to its reference system.
  public let transform: GeoTransform
  /// The reference system; `nil` where the file names none.
  public let crs: CoordinateSystem?
  private let dataset: RasterDataset

  /// Opens a mask without its sidecars.
  ///
  /// - Throws: `InputFileError`, `MosaicError` or `GDALError`, also where it is
  ///   no raster of one band of bytes with a place on the ground.
  public init(path: String) throws {
    let file = try InputFile(path, remoteAllowed: false)
    let policy = OpeningPolicy()
    let raw = try VirtualFile(file)
    _ = try TIFFDirectories(raw)
    let dataset = try RasterDataset(file, policy: policy, sidecars: [])
    try dataset.checkCounts(policy)
    let type = try dataset.sampleType()
    guard type == .uint8, dataset.bandCount == 1 else {
      throw MosaicError.sampleType(file: path, band: 1, name: "\(type)")
    }
    guard let transform = try dataset.transform() else {
      throw MosaicError.transform(file: path, coefficients: [])
    }
    levels = try Self.levels(of: dataset)
    crs = try dataset.crs()
    self.transform = transform
    self.dataset = dataset
  }

  /// Width and height of the mask.
  public var size: PixelSize { dataset.size }

  private static func levels(of dataset: RasterDataset) throws -> [Level] {
    let band = try dataset.band(1)
    let size = dataset.size
    var levels = [Level(size: size, factor: 1, overview: nil)]
    for number in 0..<GDALGetOverviewCount(band) {
      guard let overview = GDALGetOverview(band, number) else { continue }
      let small = PixelSize(
        width: Int(GDALGetRasterBandXSize(overview)), height: Int(GDALGetRasterBandYSize(overview)))
      guard small.width > 0, small.height > 0 else { continue }
      // A power of two, whatever rounding left of the last column.
      let factor = (Double(size.width) / Double(small.width)).rounded()
      guard factor > levels[levels.count - 1].factor else { continue }
      levels.append(Level(size: small, factor: factor, overview: number))
    }
    return levels
  }

  /// The classes of a window of a level, row by row.
  ///
  /// - Parameters:
  ///   - window: A window of the level, in its pixels.
  ///   - level: One of `levels`.
  ///   - classes: Where they go; at least as many as the window has pixels.
  /// - Throws: `MosaicError`, `GDALError`.
  public func read(
    _ window: PixelWindow, of level: Level, into classes: UnsafeMutableBufferPointer<ClassCode>
  ) throws {
    precondition(PixelWindow(level.size).contains(window), "the window leaves the mask")
    precondition(classes.count >= window.pixelCount, "there is room for the window")
    guard !window.isEmpty else { return }
    let base = try dataset.band(1)
    let (status, messages) = GDALLibrary.collecting { () -> CPLErr in
      let found: GDALRasterBandH? =
        if let number = level.overview { GDALGetOverview(base, number) } else { base }
      guard let band = found else { return CE_Failure }
      var extra = furrow_raster_io_extra()
      return GDALRasterIOEx(
        band, GF_Read, Int32(window.columns.lowerBound), Int32(window.rows.lowerBound), Int32(window.width),
        Int32(window.height), classes.baseAddress, Int32(window.width), Int32(window.height), GDT_Byte, 0, 0,
        &extra)
    }
    guard status == CE_None else {
      throw MosaicError.unreadable(file: dataset.name, window: window, reason: messages.reason)
    }
  }
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension MaskFile: Sendable {}
