import CGDAL
import Grid
import Pixels

/// An open raster, closed at its end.
///
/// Not Sendable: GDAL allows one thread at a time on a dataset and its block
/// cache bookkeeping, so each worker opens its own.
final class RasterDataset {
  let handle: GDALDatasetH
  /// The file's name for messages.
  let name: String

  /// The sidecars that may be read: a mask, overviews and a world file. `+`
  /// stands for the whole name, otherwise the ending replaces the file's own.
  static let sidecars = ["+.msk", "+.ovr", ".tfw", ".tifw", ".wld"]

  /// Opens a checked file with the policy's drivers and no sidecars but the
  /// listed ones (`GDALOpenEx`).
  init(_ file: InputFile, policy: OpeningPolicy, sidecars: [String] = sidecars) throws {
    name = file.name
    let drivers = StringList(policy.allowedDrivers)
    // An empty list would let the library look into the directory.
    let siblings = StringList(
      [file.path.split(separator: "/").last.map(String.init) ?? ""]
        + (file.isRemote ? [] : file.siblings(sidecars)))
    let (allowed, beside) = (drivers.constant, siblings.constant)
    let flags = UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    handle = try GDALLibrary.withRemote(file) { () throws(GDALError) in
      try GDALLibrary.handle("open", file.name) {
        GDALOpenEx(file.path, flags, allowed, nil, beside)
      }
    }
  }

  deinit { GDALClose(handle) }

  /// Width and height.
  var size: PixelSize {
    PixelSize(width: Int(GDALGetRasterXSize(handle)), height: Int(GDALGetRasterYSize(handle)))
  }

  /// The number of bands.
  var bandCount: Int { Int(GDALGetRasterCount(handle)) }

  /// A band by its number from 1.
  func band(_ number: Int) throws(GDALError) -> GDALRasterBandH {
    try GDALLibrary.handle("find band \(number) of", name) { GDALGetRasterBand(handle, Int32(number)) }
  }

  /// A metadata item of a domain (`GDALGetMetadataItem`).
  func metadata(_ key: String, domain: String? = nil) -> String? {
    GDALGetMetadataItem(handle, key, domain).map { String(cString: $0) }
  }
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension RasterDataset: Sendable {}

extension GDALLibrary {
  /// Lets exactly one remote name through the filter while `body` runs on
  /// this thread; local files change nothing.
  static func withRemote<Result>(
    _ file: InputFile, _ body: () throws(GDALError) -> Result
  ) throws(GDALError) -> Result {
    guard file.isRemote else { return try body() }
    return try withRemote(file.path, body)
  }

  /// Lets exactly one name through the filter.
  static func withRemote<Result>(
    _ path: String, _ body: () throws(GDALError) -> Result
  ) throws(GDALError) -> Result {
    start()
    CPLSetThreadLocalConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", path)
    defer { CPLSetThreadLocalConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", nil) }
    return try body()
  }
}
