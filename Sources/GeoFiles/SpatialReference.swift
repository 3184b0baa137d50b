import CGDAL
import Foundation

/// A handle on an OSR spatial reference, released at its end.
///
/// Axes are always x = easting or longitude, y = northing or latitude
/// (`OAMS_TRADITIONAL_GIS_ORDER`).
struct SpatialReference: ~Copyable {
  let handle: OGRSpatialReferenceH

  /// Makes a reference from well-known text (`OSRImportFromWkt`).
  init(wkt: String) throws(GDALError) {
    handle = try Self.make { handle throws(GDALError) in
      try GDALLibrary.call("read the reference system", String(wkt.prefix(60))) {
        var text: UnsafeMutablePointer<CChar>? = strdup(wkt)
        let start = text
        defer { free(start) }
        return OSRImportFromWkt(handle, &text)
      }
    }
  }

  /// Makes a reference from a code, WKT, PROJJSON or PROJ text
  /// (`OSRSetFromUserInput`).
  init(userInput: String) throws(GDALError) {
    handle = try Self.make { handle throws(GDALError) in
      try GDALLibrary.call("understand the reference system", userInput) {
        OSRSetFromUserInput(handle, userInput)
      }
    }
  }

  /// Copies a reference that a dataset or layer owns (`OSRClone`).
  init(copying other: OGRSpatialReferenceH) throws(GDALError) {
    handle = try GDALLibrary.handle("copy", "reference system") { OSRClone(other) }
    OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
  }

  /// Makes the equal-area projection of a reference's own ellipsoid with its
  /// centre at a place: no datum changes on the way there (`OSRSetLAEA`).
  init(equalAreaOn base: borrowing SpatialReference, centre: Geographic) throws(GDALError) {
    let source = base.handle
    handle = try Self.make { handle throws(GDALError) in
      try GDALLibrary.call("make", "equal-area projection") { OSRSetProjCS(handle, "equal area") }
      try GDALLibrary.call("make", "equal-area projection") {
        OSRSetLAEA(handle, centre.latitude, centre.longitude, 0, 0)
      }
      try GDALLibrary.call("make", "equal-area projection") { OSRCopyGeogCSFrom(handle, source) }
    }
  }

  private static func make(
    _ fill: (OGRSpatialReferenceH) throws(GDALError) -> Void
  ) throws(GDALError) -> OGRSpatialReferenceH {
    let handle = try GDALLibrary.handle("make", "reference system") { OSRNewSpatialReference(nil) }
    OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
    do {
      try fill(handle)
    } catch {
      OSRRelease(handle)
      throw error
    }
    OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
    return handle
  }

  /// Makes the geographic system that a reference is based on
  /// (`OSRCloneGeogCS`).
  init(geographicBaseOf base: borrowing SpatialReference) throws(GDALError) {
    let source = base.handle
    handle = try GDALLibrary.handle("find", "geographic base") { OSRCloneGeogCS(source) }
    OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
  }

  deinit { OSRRelease(handle) }

  /// A longitude and latitude in the units of a geographic system in degrees.
  struct Geographic {
    var longitude: Double
    var latitude: Double
  }

  /// The text on one line, WKT 2 where nothing else is asked for
  /// (`OSRExportToWktEx`).
  func wkt(format: String = "WKT2_2018") throws(GDALError) -> String {
    let options = StringList(["FORMAT=\(format)", "MULTILINE=NO"])
    var text: UnsafeMutablePointer<CChar>?
    defer { furrow_free(text) }
    let list = options.constant
    try GDALLibrary.call("write", "reference system") { [handle] in
      OSRExportToWktEx(handle, &text, list)
    }
    return text.map { String(cString: $0) } ?? ""
  }
}
