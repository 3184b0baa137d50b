import CGDAL
import Grid
import Pixels

/// What a dataset says of itself as a whole.
extension RasterDataset {
  /// Checks pixels and bands against the policy's caps.
  func checkCounts(_ policy: OpeningPolicy) throws(MosaicError) {
    guard size.width > 0, size.height > 0, bandCount > 0 else { throw .emptyRaster(file: name) }
    guard size.pixelCount <= policy.maximumPixels else {
      throw .tooManyPixels(file: name, size: size, limit: policy.maximumPixels)
    }
    guard bandCount <= policy.maximumBands else {
      throw .tooManyBands(file: name, count: bandCount, limit: policy.maximumBands)
    }
  }

  /// The one type of all bands (`GDALGetRasterDataType`).
  func sampleType() throws -> SampleType {
    let names = try (1...bandCount).map { number in
      GDALGetDataTypeName(GDALGetRasterDataType(try band(number))).map { String(cString: $0) } ?? "unknown"
    }
    guard Set(names).count == 1 else { throw MosaicError.mixedSampleTypes(file: name, names: names) }
    let isSignedByte = GDALGetMetadataItem(try band(1), "PIXELTYPE", "IMAGE_STRUCTURE") != nil
    switch names[0] {
    case "Byte" where !isSignedByte: return .uint8
    case "UInt16": return .uint16
    case "Int16": return .int16
    case "Float32": return .float32
    default:
      throw MosaicError.sampleType(file: name, band: 1, name: isSignedByte ? "Int8" : names[0])
    }
  }

  /// The size of tiles or strips (`GDALGetBlockSize`).
  func blockSize() throws -> PixelSize {
    var (width, height): (Int32, Int32) = (0, 0)
    GDALGetBlockSize(try band(1), &width, &height)
    return PixelSize(width: Int(width), height: Int(height))
  }

  /// The geotransform, `nil` where there is none (`GDALGetGeoTransform`).
  func transform() throws(MosaicError) -> GeoTransform? {
    var numbers = [Double](repeating: 0, count: 6)
    let status = GDALLibrary.collecting { GDALGetGeoTransform(handle, &numbers) }.result
    guard status == CE_None else { return nil }
    let transform = GeoTransform(
      originX: numbers[0], columnX: numbers[1], rowX: numbers[2], originY: numbers[3],
      columnY: numbers[4], rowY: numbers[5])
    guard transform.isInvertible else { throw .transform(file: name, coefficients: numbers) }
    return transform
  }

  /// The reference system, `nil` where there is none (`GDALGetSpatialRef`).
  func crs() throws(GDALError) -> CoordinateSystem? {
    guard let reference = GDALLibrary.collecting({ GDALGetSpatialRef(handle) }).result else { return nil }
    return try CoordinateSystem(SpatialReference(copying: reference))
  }

  /// The share of the first band that the file leaves out, 0...1; such tiles
  /// read as nodata, or as 0 without it (`GDALGetDataCoverageStatus`).
  func missingShare() throws(GDALError) -> Double {
    let first = try band(1)
    var percent = 100.0
    let size = self.size
    let flags = GDALLibrary.collecting {
      GDALGetDataCoverageStatus(first, 0, 0, Int32(size.width), Int32(size.height), 0, &percent)
    }.result
    guard flags & GDAL_DATA_COVERAGE_STATUS_UNIMPLEMENTED == 0, percent >= 0 else { return 0 }
    return 1 - percent / 100
  }

  /// Where the file marks uncovered pixels (`GDALGetMaskFlags`).
  func mask() throws -> MosaicDescription.Mask {
    for number in 1...bandCount {
      let band = try band(number)
      if GDALGetRasterColorInterpretation(band) == GCI_AlphaBand { continue }
      let flags = GDALLibrary.collecting { GDALGetMaskFlags(band) }.result
      if furrow_mask_is_alpha(flags) != 0 { break }
      return furrow_mask_is_per_dataset(flags) != 0 ? .file : try alphaMask()
    }
    return try alphaMask()
  }

  private func alphaMask() throws -> MosaicDescription.Mask {
    let alpha = try (1...bandCount).first {
      GDALGetRasterColorInterpretation(try band($0)) == GCI_AlphaBand
    }
    return alpha.map { .alpha(band: $0) } ?? .none
  }
}
