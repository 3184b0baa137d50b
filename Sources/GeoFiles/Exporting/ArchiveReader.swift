internal import CGDAL

/// Reads the entries of a zip archive back through GDAL's own reader.
public enum ArchiveReader {
  /// The bytes of an entry (`VSIIngestFile`).
  ///
  /// - Throws: `GDALError` where there is no such entry or it is damaged.
  public static func bytes(_ entry: String, of path: String) throws -> [UInt8] {
    let file = try InputFile(path, remoteAllowed: false)
    var (bytes, count): (UnsafeMutablePointer<GByte>?, vsi_l_offset) = (nil, 0)
    defer { furrow_free(bytes) }
    try GDALLibrary.call("read back", path, succeeded: { $0 != 0 }) {
      VSIIngestFile(nil, "/vsizip/{\(file.path)}/\(entry)", &bytes, &count, 1 << 30)
    }
    return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }

  /// The size and the pixels of a PNG image of red, green, blue and opacity.
  ///
  /// - Throws: `GDALError` where there is no such entry or it is no such image.
  public static func pixels(_ entry: String, of path: String) throws -> (
    width: Int, height: Int, rgba: [UInt8]
  ) {
    let file = try InputFile(path, remoteAllowed: false)
    let drivers = StringList(["PNG"])
    let allowed = drivers.constant
    let picture = try GDALLibrary.handle("read back", path) {
      GDALOpenEx(
        "/vsizip/{\(file.path)}/\(entry)", UInt32(GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR), allowed, nil, nil)
    }
    defer { GDALClose(picture) }
    let (width, height) = (GDALGetRasterXSize(picture), GDALGetRasterYSize(picture))
    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height) * 4)
    try GDALLibrary.call("read back", path) {
      GDALDatasetRasterIOEx(
        picture, GF_Read, 0, 0, width, height, &pixels, width, height, GDT_Byte, 4, nil, 4, 4 * Int64(width),
        1, nil)
    }
    return (Int(width), Int(height), pixels)
  }
}
