internal import CGDAL
public import Grid
public import Pixels

/// Writes a mosaic of several bands as a tiled GeoTIFF, row by row.
///
/// Holds one row of tiles. The file appears at its path, whole, with
/// `finish()`. Not Sendable: GDAL allows one thread at a time on a dataset.
public final class MosaicWriter {
  /// The file that `finish()` makes.
  public var path: String { staged.target }
  /// Width and height in pixels.
  public let size: PixelSize
  /// The bands in file order.
  public let bands: [BandDescription]
  /// The type of every band's samples.
  public let sampleType: SampleType

  private let format: MosaicFormat
  private let staged: StagedFile
  private var handle: GDALDatasetH?
  private let strip: UnsafeMutableRawBufferPointer
  private let maskStrip: UnsafeMutableRawBufferPointer
  private var rowCount = 0

  /// Begins a mosaic.
  ///
  /// - Parameters:
  ///   - path: The target; a symbolic link is refused.
  ///   - size: Width and height; neither may be 0.
  ///   - bands: At least one. Names, roles, wavelengths, scale, offset and
  ///     the nodata value (which must be the same in all) are stored; a band
  ///     without a name is named by its role.
  ///   - sampleType: The type of every band's samples.
  ///   - transform: From the grid to the map.
  ///   - crsWKT: The reference system; empty for none.
  ///   - format: How the file is stored.
  /// - Throws: `OutputError`.
  public init(
    path: String, size: PixelSize, bands: [BandDescription], sampleType: SampleType,
    transform: GeoTransform, crsWKT: String, format: MosaicFormat = MosaicFormat()
  ) throws(OutputError) {
    precondition(size.width > 0 && size.height > 0 && !bands.isEmpty, "a mosaic has pixels and bands")
    staged = try StagedFile(target: path)
    self.size = size
    self.bands = bands
    self.sampleType = sampleType
    self.format = format
    let rows = min(format.tileSize, size.height)
    strip = .allocate(byteCount: rows * size.width * bands.count * sampleType.byteCount, alignment: 64)
    maskStrip = .allocate(byteCount: format.hasMask ? rows * size.width : 0, alignment: 64)
    try call { () throws(GDALError) in try create(transform, crsWKT) }
  }

  deinit {
    cancel()
    strip.deallocate()
    maskStrip.deallocate()
  }

  /// The bytes of one band's row.
  private var rowBytes: Int { size.width * sampleType.byteCount }

  /// The rows that the strip holds when it is full.
  private var stripRows: Int { min(format.tileSize, size.height) }

  /// Takes the next row of every band.
  ///
  /// - Parameters:
  ///   - planes: The first band's row, then the second's, and so on.
  ///   - mask: One byte for each column, 0 where the mosaic holds nothing;
  ///     needed if and only if the format has a mask.
  /// - Throws: `OutputError`; the writer is closed then and leaves nothing.
  public func append(planes: UnsafeRawBufferPointer, mask: UnsafeRawBufferPointer? = nil) throws(OutputError)
  {
    precondition(planes.count == rowBytes * bands.count, "a row holds one sample for each column and band")
    precondition(mask?.count ?? 0 == (format.hasMask ? size.width : 0), "a mask holds one byte a column")
    precondition(rowCount < size.height, "every row has come already")
    guard handle != nil else { throw OutputError(path: path, reason: .closed) }
    store(planes, mask, row: rowCount % stripRows)
    rowCount += 1
    if rowCount.isMultiple(of: stripRows) || rowCount == size.height { try flush() }
  }

  /// Completes the file and puts it in the target's place.
  ///
  /// - Throws: `OutputError`, also where rows are missing; what lay at the
  ///   target before lies there still.
  public func finish() throws(OutputError) {
    guard let dataset = handle else { throw OutputError(path: path, reason: .closed) }
    guard rowCount == size.height else {
      cancel()
      throw OutputError(path: path, reason: .missingRows(received: rowCount, expected: size.height))
    }
    handle = nil
    try call { () throws(GDALError) in try GDALLibrary.complete(dataset, path) }
    try staged.publish()
  }

  /// Ends the writer without a file.
  public func cancel() {
    if let handle { _ = GDALLibrary.collecting { GDALClose(handle) } }
    handle = nil
    staged.discard()
  }

  /// Puts a row into the strip, whose bands follow one another.
  private func store(_ planes: UnsafeRawBufferPointer, _ mask: UnsafeRawBufferPointer?, row: Int) {
    for band in bands.indices {
      let start = (band * stripRows + row) * rowBytes
      UnsafeMutableRawBufferPointer(rebasing: strip[start..<start + rowBytes])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: planes[band * rowBytes..<(band + 1) * rowBytes]))
    }
    guard let mask else { return }
    UnsafeMutableRawBufferPointer(rebasing: maskStrip[row * size.width..<(row + 1) * size.width])
      .copyMemory(from: mask)
  }

  /// Hands a row of tiles to the library (`GDALDatasetRasterIOEx`).
  private func flush() throws(OutputError) {
    let count = rowCount.isMultiple(of: stripRows) ? stripRows : rowCount % stripRows
    let (top, width, height) = (Int32(rowCount - count), Int32(size.width), Int32(count))
    let (pixelBytes, lineBytes) = (Int64(sampleType.byteCount), Int64(rowBytes))
    let bandBytes = Int64(stripRows * rowBytes)
    try call { () throws(GDALError) in
      try GDALLibrary.call("write", path) {
        GDALDatasetRasterIOEx(
          handle, GF_Write, 0, top, width, height, strip.baseAddress, width, height, sampleType.gdalType,
          Int32(bands.count), nil, pixelBytes, lineBytes, bandBytes, nil)
      }
      guard format.hasMask else { return }
      try GDALLibrary.call("write", path) {
        GDALRasterIO(
          GDALGetMaskBand(GDALGetRasterBand(handle, 1)), GF_Write, 0, top, width, height,
          maskStrip.baseAddress, width, height, GDT_Byte, 1, width)
      }
    }
  }

  /// Runs `body`; where it fails the file is given up.
  private func call(_ body: () throws(GDALError) -> Void) throws(OutputError) {
    do throws(GDALError) {
      try GDALLibrary.withThreadOptions(
        [("GDAL_TIFF_INTERNAL_MASK", "YES"), ("GDAL_PAM_ENABLED", "NO")], body)
    } catch {
      let failure = staged.failure(error.operation, message: error.reason)
      cancel()
      throw failure
    }
  }
}

extension MosaicWriter {
  /// Makes the file and describes it; nothing but pixels comes after.
  private func create(_ transform: GeoTransform, _ crsWKT: String) throws(GDALError) {
    // Fails where the keys of the file could not hold the reference system.
    _ = try GeoTags.make(transform: transform, crsWKT: crsWKT, subject: path)
    let options = StringList(format.options(sampleType, bands: bands))
    let list = options.pointer
    let driver = try GDALLibrary.handle("find the driver of", "GTiff") { GDALGetDriverByName("GTiff") }
    handle = try GDALLibrary.handle("create", path) {
      GDALCreate(
        driver, staged.temporary, Int32(size.width), Int32(size.height), Int32(bands.count),
        sampleType.gdalType, list)
    }
    var coefficients = transform.coefficients
    try GDALLibrary.call("georeference", path) { GDALSetGeoTransform(handle, &coefficients) }
    if !crsWKT.isEmpty {
      let crs = try SpatialReference(userInput: crsWKT)
      let reference = crs.handle
      try GDALLibrary.call("georeference", path) { GDALSetSpatialRef(handle, reference) }
    }
    for (index, band) in bands.enumerated() { try describe(band, number: Int32(index + 1)) }
    if format.hasMask {
      try GDALLibrary.call("add a mask to", path) { GDALCreateDatasetMaskBand(handle, GMF_PER_DATASET) }
    }
  }

  private func describe(_ band: BandDescription, number: Int32) throws(GDALError) {
    let raster = try GDALLibrary.handle("find band \(number) of", path) { GDALGetRasterBand(handle, number) }
    let color = band.role?.colorInterpretation ?? GCI_Undefined
    if GDALGetRasterColorInterpretation(raster) != color {
      try GDALLibrary.call("describe", path) { GDALSetRasterColorInterpretation(raster, color) }
    }
    let name = band.name.isEmpty ? band.role?.rawValue ?? "" : band.name
    GDALSetDescription(raster, name)
    if let nodata = band.nodata {
      try GDALLibrary.call("describe", path) { GDALSetRasterNoDataValue(raster, nodata) }
    }
    if band.scale != 1 || band.offset != 0 {
      try GDALLibrary.call("describe", path) { GDALSetRasterScale(raster, band.scale) }
      try GDALLibrary.call("describe", path) { GDALSetRasterOffset(raster, band.offset) }
    }
    guard let wavelength = band.wavelengthNanometres else { return }
    for (key, value) in [("WAVELENGTH", "\(wavelength)"), ("WAVELENGTH_UNITS", "nm")] {
      try GDALLibrary.call("describe", path) { GDALSetMetadataItem(raster, key, value, nil) }
    }
  }
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension MosaicWriter: Sendable {}
