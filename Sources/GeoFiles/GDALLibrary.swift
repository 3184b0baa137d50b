import CGDAL

/// The process's one GDAL: which drivers exist, how they are configured.
///
/// Only the drivers that Furrow reads and writes with are registered, by name;
/// VRT, HTTP, WMS and the database drivers do not exist in this process, so a
/// crafted file cannot reach them.
public enum GDALLibrary {
  /// The version that the headers were of, as in 3060200 for 3.6.2.
  public static var version: Int { Int(furrow_gdal_version()) }

  /// The version as people write it, as in "3.6.2".
  public static var versionText: String {
    "\(version / 1_000_000).\(version / 10_000 % 100).\(version / 100 % 100)"
  }

  /// Registers the drivers and sets the configuration, once a process.
  ///
  /// Every call into the library starts it, so nobody has to.
  public static func start() { _ = started }

  private static let started: Void = {
    configure()
    CPLSetErrorHandler(CPLQuietErrorHandler)
    GDALRegister_GTiff()
    GDALRegister_COG()
    GDALRegister_PNG()
    GDALRegister_JPEG()
    GDALRegister_MEM()
    RegisterOGRGeoPackage()
    RegisterOGRGeoJSON()
    RegisterOGRShape()
    RegisterOGRFlatGeobuf()
  }()

  /// How long an object store may be silent, in seconds, unless the environment
  /// says otherwise: it must answer, and then give a byte a second.
  private static let patience = [
    "GDAL_HTTP_CONNECTTIMEOUT": "20", "GDAL_HTTP_LOW_SPEED_TIME": "60", "GDAL_HTTP_LOW_SPEED_LIMIT": "1",
  ]

  /// Sets the options of the whole process; GDAL's manual describes each under
  /// "Configuration options".
  private static func configure() {
    let options = [
      // One dataset a worker: threads inside of the library would only compete.
      "GDAL_NUM_THREADS": "1",
      "GDAL_CACHEMAX": "64",
      // Sidecars are named one by one when a mosaic is opened, never searched.
      "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
      // Nothing may leave the machine: no file name passes this filter.
      "CPL_VSIL_CURL_ALLOWED_FILENAME": "/nothing",
      "CPL_VSIL_CURL_USE_HEAD": "NO",
      "CPL_CURL_ENABLE_VSIMEM": "NO",
      "GDAL_HTTP_MAX_RETRY": "0",
      "PROJ_NETWORK": "OFF",
      "GDAL_DRIVER_PATH": "disable",
      "GDAL_VRT_ENABLE_PYTHON": "NO",
      "GDAL_GEOREF_SOURCES": "INTERNAL,WORLDFILE",
    ]
    for (key, value) in options { CPLSetConfigOption(key, value) }
    for (key, value) in patience where CPLGetConfigOption(key, nil) == nil {
      CPLSetConfigOption(key, value)
    }
    OSRSetPROJEnableNetwork(0)
  }
}
