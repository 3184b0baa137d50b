internal import CGDAL
internal import Grid

/// The GeoTIFF tags of a reference system and a transform, as GDAL writes them.
enum GeoTags {
  /// Scale, tie point, matrix, and the three tags of GeoTIFF keys.
  private static let numbers: Set<UInt16> = [33550, 33922, 34264, 34735, 34736, 34737]

  /// The tags; none of the keys where `crsWKT` is empty.
  ///
  /// Source: the file that GDAL's GTiff driver makes of one pixel.
  ///
  /// - Throws: `GDALError` where the reference system cannot be understood or
  ///   where GeoTIFF keys cannot express it.
  static func make(transform: GeoTransform, crsWKT: String, subject: String) throws(GDALError) -> [TIFFTag] {
    let name = "/vsimem/furrow-georeference-\(UInt64.random(in: 0 ... .max)).tif"
    defer { VSIUnlink(name) }
    return try GDALLibrary.withThreadOptions([("GDAL_PAM_ENABLED", "NO")]) { () throws(GDALError) in
      try writePixel(name, transform: transform, crsWKT: crsWKT, subject: subject)
      if !crsWKT.isEmpty { try checkReference(name, subject: subject) }
      return TIFFTagReader(contents(of: name))?.tags(numbers) ?? []
    }
  }

  private static func writePixel(
    _ name: String, transform: GeoTransform, crsWKT: String, subject: String
  ) throws(GDALError) {
    let driver = try GDALLibrary.handle("find the driver of", "GTiff") { GDALGetDriverByName("GTiff") }
    let options = StringList(["ENDIANNESS=LITTLE"])
    let list = options.pointer
    let dataset = try GDALLibrary.handle("georeference", subject) {
      GDALCreate(driver, name, 1, 1, 1, GDT_Byte, list)
    }
    defer { _ = GDALLibrary.collecting { GDALClose(dataset) } }
    if !crsWKT.isEmpty {
      let crs = try SpatialReference(userInput: crsWKT)
      let reference = crs.handle
      try GDALLibrary.call("georeference", subject) { GDALSetSpatialRef(dataset, reference) }
    }
    var coefficients = transform.coefficients
    try GDALLibrary.call("georeference", subject) { GDALSetGeoTransform(dataset, &coefficients) }
  }

  private static func checkReference(_ name: String, subject: String) throws(GDALError) {
    let dataset = try GDALLibrary.handle("georeference", subject) {
      GDALOpenEx(name, UInt32(GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR), nil, nil, nil)
    }
    defer { GDALClose(dataset) }
    guard GDALLibrary.collecting({ GDALGetSpatialRef(dataset) }).result == nil else { return }
    throw GDALError(
      operation: "georeference", subject: subject, reason: "a GeoTIFF cannot hold its reference system")
  }

  private static func contents(of name: String) -> [UInt8] {
    var length: vsi_l_offset = 0
    guard let bytes = VSIGetMemFileBuffer(name, &length, 0) else { return [] }
    return [UInt8](UnsafeBufferPointer(start: bytes, count: Int(length)))
  }
}
