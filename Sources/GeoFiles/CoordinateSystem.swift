import CGDAL

/// A coordinate reference system as a value.
///
/// Coordinates are always x = easting or longitude and y = northing or
/// latitude, whatever order the authority defines.
public struct CoordinateSystem: Hashable, Sendable {
  /// What its coordinates are.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// Longitudes and latitudes.
    case geographic
    /// Lengths on a map projection.
    case projected
    /// Anything else: geocentric, engineering, local.
    case other
  }

  /// Well-known text in version 2, on one line.
  public let wkt: String
  /// The name, as in "WGS 84 / UTM zone 32N".
  public let name: String
  /// The authority's code, as in "EPSG:32632", where it is known.
  public let authorityCode: String?
  /// Geographic, projected or other.
  public let kind: Kind
  /// The unit of coordinates: "metre", "US survey foot", "degree".
  public let unitName: String
  /// The length of a unit; `nil` for geographic systems.
  public let metresPerUnit: Double?

  /// Reads a code ("EPSG:32632"), WKT, PROJJSON, a PROJ string or an OGC URN.
  ///
  /// File names and addresses are refused: nothing is fetched.
  ///
  /// - Throws: `GDALError` where the text is none of these or not known.
  public init(userInput text: String) throws(GDALError) {
    let text = text.trimmed
    guard Self.isDefinition(text) else {
      throw GDALError(
        operation: "understand the reference system", subject: text,
        reason: "it is not a code such as EPSG:32632, WKT or PROJ text")
    }
    try self.init(SpatialReference(userInput: text))
  }

  /// Reads well-known text of any version.
  public init(wkt: String) throws(GDALError) { try self.init(SpatialReference(wkt: wkt)) }

  /// Describes a reference; a vertical part is dropped.
  init(_ reference: consuming SpatialReference) throws(GDALError) {
    let handle = reference.handle
    _ = GDALLibrary.collecting { () -> OGRErr in
      if OSRIsCompound(handle) != 0 { return OSRStripVertical(handle) }
      return OSRIsGeographic(handle) != 0 ? OSRDemoteTo2D(handle, nil) : OGRErr(OGRERR_NONE)
    }
    wkt = try reference.wkt()
    name = OSRGetName(handle).map { String(cString: $0) } ?? "unknown"
    authorityCode = Self.code(handle)
    var unit: UnsafeMutablePointer<CChar>?
    if OSRIsProjected(handle) != 0 {
      kind = .projected
      metresPerUnit = OSRGetLinearUnits(handle, &unit)
    } else if OSRIsGeographic(handle) != 0 {
      kind = .geographic
      metresPerUnit = nil
      _ = OSRGetAngularUnits(handle, &unit)
    } else {
      kind = .other
      metresPerUnit = OSRIsLocal(handle) != 0 ? OSRGetLinearUnits(handle, &unit) : nil
    }
    unitName = unit.map { String(cString: $0) } ?? "unknown"
  }

  private static func code(_ handle: OGRSpatialReferenceH) -> String? {
    if let authority = OSRGetAuthorityName(handle, nil), let code = OSRGetAuthorityCode(handle, nil) {
      return "\(String(cString: authority)):\(String(cString: code))"
    }
    let identified = GDALLibrary.collecting { OSRAutoIdentifyEPSG(handle) }.result
    guard identified == OGRERR_NONE, let code = OSRGetAuthorityCode(handle, nil) else { return nil }
    return "EPSG:\(String(cString: code))"
  }

  /// True for text that defines a system by itself.
  private static func isDefinition(_ text: String) -> Bool {
    if text.hasPrefix("+") || text.hasPrefix("{") || text.hasPrefix("urn:ogc:def:crs:") { return true }
    if ["WGS84", "NAD83", "NAD27", "CRS84"].contains(text) { return true }
    if let bracket = text.firstIndex(of: "[") {
      return text[..<bracket].allSatisfy { $0.isUppercase || $0 == "_" || $0.isNumber }
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isCodeCharacter) }
  }

  private static func isCodeCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }
}

extension CoordinateSystem: CustomStringConvertible {
  /// "WGS 84 / UTM zone 32N (EPSG:32632)".
  public var description: String { authorityCode.map { "\(name) (\($0))" } ?? name }
}

extension CoordinateSystem {
  /// Longitude and latitude on WGS 84, "OGC:CRS84".
  public static func wgs84() throws(GDALError) -> CoordinateSystem { try .init(userInput: "EPSG:4326") }

  /// True where coordinates are degrees of longitude and latitude.
  public var isInDegrees: Bool { kind == .geographic && unitName.lowercased().hasPrefix("degree") }

  /// True where coordinates mean the same place in both (`OSRIsSameEx`).
  public func isSame(as other: CoordinateSystem) -> Bool {
    if wkt == other.wkt { return true }
    guard let first = try? SpatialReference(wkt: wkt), let second = try? SpatialReference(wkt: other.wkt)
    else { return false }
    let options = StringList(["CRITERION=EQUIVALENT", "IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES"])
    let (one, two, list) = (first.handle, second.handle, options.constant)
    return GDALLibrary.collecting { OSRIsSameEx(one, two, list) }.result != 0
  }

  /// The text of version 1 as ESRI's programs write it, for `.prj` files.
  ///
  /// - Throws: `GDALError` where that version cannot express the system.
  public func esriWKT() throws(GDALError) -> String {
    try SpatialReference(wkt: wkt).wkt(format: "WKT1_ESRI")
  }

  /// Makes what carries coordinates from this system to another.
  ///
  /// - Throws: `GDALError` where no transformation is known, or only one that
  ///   ignores a change of datum.
  public func transformer(to target: CoordinateSystem) throws(GDALError) -> CoordinateTransformer {
    try CoordinateTransformer(from: self, to: target)
  }
}

extension String {
  /// The text without white space at either end.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
