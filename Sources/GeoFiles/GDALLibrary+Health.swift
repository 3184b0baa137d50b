import CGDAL

/// What the library at hand is and has, for a check of the installation.
extension GDALLibrary {
  /// The version of the library that runs, as in "3.6.2" (`GDALVersionInfo`).
  public static var runningVersion: String {
    start()
    return GDALVersionInfo("RELEASE_NAME").map { String(cString: $0) } ?? "unknown"
  }

  /// The version of PROJ that runs, as in "9.1.1" (`OSRGetPROJVersion`).
  public static var projectionVersion: String {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    OSRGetPROJVersion(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }

  /// The drivers that Furrow reads and writes with.
  public static let neededDrivers = [
    "GTiff", "MEM", "PNG", "JPEG", "GPKG", "GeoJSON", "ESRI Shapefile", "FlatGeobuf",
  ]

  /// Those of `neededDrivers` that the library lacks (`GDALGetDriverByName`).
  public static var missingDrivers: [String] {
    start()
    return neededDrivers.filter { GDALGetDriverByName($0) == nil }
  }

  /// Compressions of GeoTIFF that mosaics come in.
  public static let neededCompressions = ["LZW", "DEFLATE", "PACKBITS", "JPEG", "ZSTD"]

  /// Those of `neededCompressions` that the library lacks.
  public static var missingCompressions: [String] {
    start()
    guard let driver = GDALGetDriverByName("GTiff"),
      let options = GDALGetMetadataItem(driver, GDAL_DMD_CREATIONOPTIONLIST, nil).map({ String(cString: $0) })
    else { return neededCompressions }
    return neededCompressions.filter { !options.contains("<Value>\($0)</Value>") }
  }

  /// Why reference systems cannot be looked up by code; `nil` where they can.
  public static var projectionProblem: String? {
    do throws(GDALError) {
      _ = try CoordinateSystem(userInput: "EPSG:32632").transformer(to: .wgs84())
      return nil
    } catch {
      return error.description
    }
  }
}
