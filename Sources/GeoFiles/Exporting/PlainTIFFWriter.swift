internal import CGDAL
internal import Grid
public import Pixels

/// Writes a plain GeoTIFF of one band in strips, for programs that know no
/// tiles: palette, nodata, LZW.
///
/// The caller names a path of his own staging; a file that is not finished is
/// removed. Not Sendable: GDAL allows one thread at a time on a dataset.
public final class PlainTIFFWriter: RowSink {
  /// The file.
  public let path: String
  /// What the samples mean.
  public let kind: RasterKind

  private let size: PixelSize
  private var handle: GDALDatasetH?
  private var rowCount = 0

  /// Begins a file (`GDALCreate`).
  ///
  /// - Throws: `OutputError`.
  public init(path: String, grid: MosaicGrid, kind: RasterKind) throws(OutputError) {
    self.path = path
    self.kind = kind
    size = grid.size
    try call { () throws(GDALError) in try create(grid) }
  }

  deinit { cancel() }

  /// Takes the next row: one sample for each column.
  public func append(row: UnsafeRawBufferPointer) throws {
    precondition(row.count == size.width * kind.sampleBytes, "a row holds one sample for each column")
    guard let handle else { throw OutputError(path: path, reason: .closed) }
    let (width, top) = (Int32(size.width), Int32(rowCount))
    try call { () throws(GDALError) in
      try GDALLibrary.call("write", path) {
        GDALRasterIO(
          GDALGetRasterBand(handle, 1), GF_Write, 0, top, width, 1,
          UnsafeMutableRawPointer(mutating: row.baseAddress), width, 1, kind.gdalType, 0, 0)
      }
    }
    rowCount += 1
  }

  /// Completes the file.
  public func finish() throws {
    guard let dataset = handle else { throw OutputError(path: path, reason: .closed) }
    guard rowCount == size.height else {
      throw OutputError(path: path, reason: .missingRows(received: rowCount, expected: size.height))
    }
    handle = nil
    try call { () throws(GDALError) in try GDALLibrary.complete(dataset, path) }
  }

  private func cancel() {
    guard let dataset = handle else { return }
    handle = nil
    _ = GDALLibrary.collecting { GDALClose(dataset) }
  }

  private func call(_ body: () throws(GDALError) -> Void) throws(OutputError) {
    do throws(GDALError) {
      try GDALLibrary.withThreadOptions([("GDAL_PAM_ENABLED", "NO")], body)
    } catch {
      throw StagedFile.failure(error.operation, of: path, message: error.reason)
    }
  }

  private func create(_ grid: MosaicGrid) throws(GDALError) {
    _ = try GeoTags.make(transform: grid.transform, crsWKT: grid.crs.wkt, subject: path)
    var creation = ["COMPRESS=LZW", "BLOCKYSIZE=64", "BIGTIFF=IF_SAFER"]
    if kind.legend != nil { creation.append("PHOTOMETRIC=PALETTE") }
    let options = StringList(creation)
    let list = options.pointer
    let driver = try GDALLibrary.handle("find the driver of", "GTiff") { GDALGetDriverByName("GTiff") }
    let dataset = try GDALLibrary.handle("create", path) {
      GDALCreate(driver, path, Int32(size.width), Int32(size.height), 1, kind.gdalType, list)
    }
    handle = dataset
    var coefficients = grid.transform.coefficients
    try GDALLibrary.call("georeference", path) { GDALSetGeoTransform(dataset, &coefficients) }
    let crs = try SpatialReference(wkt: grid.crs.wkt)
    let reference = crs.handle
    try GDALLibrary.call("georeference", path) { GDALSetSpatialRef(dataset, reference) }
    try describe(GDALGetRasterBand(dataset, 1))
  }

  private func describe(_ band: GDALRasterBandH?) throws(GDALError) {
    let nodata = kind.gdalType == GDT_Float32 ? Double.nan : 255
    try GDALLibrary.call("describe", path) { GDALSetRasterNoDataValue(band, nodata) }
    GDALSetDescription(band, kind.name)
    guard let legend = kind.legend else { return }
    let table = GDALCreateColorTable(GPI_RGB)
    defer { GDALDestroyColorTable(table) }
    for code in 0...255 {
      let color = legend[ClassCode(code)]?.color
      var entry = GDALColorEntry(
        c1: Int16(color?.red ?? 0), c2: Int16(color?.green ?? 0), c3: Int16(color?.blue ?? 0), c4: 255)
      GDALSetColorEntry(table, Int32(code), &entry)
    }
    try GDALLibrary.call("colour", path) { GDALSetRasterColorTable(band, table) }
  }
}

extension RasterKind {
  /// The classes of a mask.
  public var legend: Legend? {
    if case .mask(let legend) = self { legend } else { nil }
  }

  /// The band's name.
  public var name: String {
    switch self {
    case .mask: "class"
    case .confidence: "confidence"
    case .index(let name): name
    }
  }

  var gdalType: GDALDataType { sampleBytes == 4 ? GDT_Float32 : GDT_Byte }
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension PlainTIFFWriter: Sendable {}
