internal import CGDAL

/// Makes a PNG image of a GeoTIFF of bytes, row by row.
public enum PictureCopy {
  /// Writes the image (`GDALCreateCopy`); a palette stays one, and nodata
  /// becomes transparent.
  ///
  /// - Throws: `OutputError` or what opening the GeoTIFF throws.
  public static func write(_ tiff: String, to path: String) throws {
    let source = try PublishedRaster(path: tiff)
    precondition(!source.isFloat, "a picture holds bytes")
    do throws(GDALError) {
      try GDALLibrary.withThreadOptions([("GDAL_PAM_ENABLED", "NO")]) { () throws(GDALError) in
        try copy(source, to: path)
      }
    } catch {
      throw StagedFile.failure(error.operation, of: path, message: error.reason)
    }
  }

  private static func copy(_ source: PublishedRaster, to path: String) throws(GDALError) {
    let driver = try GDALLibrary.handle("find the driver of", "PNG") { GDALGetDriverByName("PNG") }
    let picture = try GDALLibrary.handle("write", path) {
      GDALCreateCopy(driver, path, source.handle, 0, nil, nil, nil)
    }
    try GDALLibrary.complete(picture, path)
  }
}
