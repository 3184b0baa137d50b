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
  /// - Throws: `GDALError` where the reference system cannot be understood.
  static func make(transform: GeoTransform, crsWKT: String, subject: String) throws(GDALError) -> [TIFFTag] {
    let driver = try GDALLibrary.handle("find the driver of", "GTiff") { GDALGetDriverByName("GTiff") }
    let name = "/vsimem/furrow-georeference-\(UInt64.random(in: 0 ... .max)).tif"
    defer {
      VSIUnlink(name)
      VSIUnlink(name + ".aux.xml")
    }
    let options = CSLAddString(nil, "ENDIANNESS=LITTLE")
    defer { CSLDestroy(options) }
    let operation = "georeference"
    let dataset = try GDALLibrary.handle(operation, subject) {
      GDALCreate(driver, name, 1, 1, 1, GDT_Byte, options)
    }
    do {
      defer { GDALClose(dataset) }
      if !crsWKT.isEmpty {
        try GDALLibrary.call(operation, subject) { GDALSetProjection(dataset, crsWKT) }
      }
      var coefficients = transform.coefficients
      try GDALLibrary.call(operation, subject) { GDALSetGeoTransform(dataset, &coefficients) }
    }
    return TIFFTagReader(contents(of: name))?.tags(numbers) ?? []
  }

  private static func contents(of name: String) -> [UInt8] {
    var length: vsi_l_offset = 0
    guard let bytes = VSIGetMemFileBuffer(name, &length, 0) else { return [] }
    return [UInt8](UnsafeBufferPointer(start: bytes, count: Int(length)))
  }
}
