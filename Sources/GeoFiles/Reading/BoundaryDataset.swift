import CGDAL

/// An open boundary file, closed at its end.
///
/// Not Sendable: OGR allows one thread at a time on a dataset.
final class BoundaryDataset {
  let handle: GDALDatasetH
  let name: String
  /// The file's own text where it is GeoJSON.
  let rawJSON: RawGeoJSON?

  /// Checks the name and the first bytes and opens the file with the one
  /// driver that these bytes call for (`GDALOpenEx`).
  init(_ path: String) throws {
    let file = try InputFile(path, remoteAllowed: false)
    name = path
    let raw = try VirtualFile(file)
    let signature = FileSignature(raw.bytes(at: 0, count: 512))
    guard let driver = Self.driver(of: signature) else {
      throw InputFileError.wrongFormat(
        file: path, wanted: "a GeoPackage, GeoJSON, Shapefile or FlatGeobuf file",
        found: signature.name)
    }
    rawJSON = signature == .json ? try RawGeoJSON(raw) : nil
    handle = try Self.handle("open", path, at: file.path, drivers: [driver])
  }

  /// Opens a file of the program's own making with its driver (`GDALOpenEx`).
  init(own path: String, driver: String) throws {
    let file = try InputFile(path, remoteAllowed: false)
    name = path
    rawJSON = nil
    handle = try Self.handle("open", path, at: file.path, drivers: [driver])
  }

  /// Opens a Shapefile or GeoJSON file of the program's own making, in an
  /// archive or not (`GDALOpenEx`).
  init(made place: String, name: String) throws(GDALError) {
    self.name = name
    rawJSON = nil
    handle = try Self.handle("read back", name, at: place, drivers: ["ESRI Shapefile", "GeoJSON"])
  }

  deinit { GDALClose(handle) }

  private static func handle(
    _ operation: String, _ name: String, at place: String, drivers: [String]
  ) throws(GDALError) -> GDALDatasetH {
    let list = StringList(drivers)
    let allowed = list.constant
    let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
    return try GDALLibrary.handle(operation, name) { GDALOpenEx(place, flags, allowed, nil, nil) }
  }

  private static func driver(of signature: FileSignature) -> String? {
    switch signature {
    case .sqlite: "GPKG"
    case .json: "GeoJSON"
    case .shapefile: "ESRI Shapefile"
    case .flatGeobuf: "FlatGeobuf"
    case .tiff, .other: nil
    }
  }

  /// The layers in file order.
  var layers: [BoundaryLayer] {
    (0..<GDALDatasetGetLayerCount(handle)).compactMap { index in
      GDALDatasetGetLayer(handle, index).map { BoundaryLayer(handle: $0, dataset: self) }
    }
  }
}

@available(*, unavailable, message: "OGR allows one thread at a time on a dataset")
extension BoundaryDataset: Sendable {}

/// A layer of an open boundary file; keeps the file open.
struct BoundaryLayer {
  let handle: OGRLayerH
  let dataset: BoundaryDataset

  /// The layer's name.
  var name: String { OGR_L_GetName(handle).map { String(cString: $0) } ?? "" }

  /// The name of the column with the feature numbers; empty where it has none.
  var numberColumn: String { OGR_L_GetFIDColumn(handle).map { String(cString: $0) } ?? "" }

  /// The attributes' names and types in file order.
  var attributes: [(name: String, type: String)] {
    let definition = OGR_L_GetLayerDefn(handle)
    return (0..<OGR_FD_GetFieldCount(definition)).compactMap { index in
      guard let field = OGR_FD_GetFieldDefn(definition, index), let name = OGR_Fld_GetNameRef(field),
        let type = OGR_GetFieldTypeName(OGR_Fld_GetType(field))
      else { return nil }
      return (String(cString: name), String(cString: type))
    }
  }

  /// The reference system, `nil` where there is none (`OGR_L_GetSpatialRef`).
  func crs() throws(GDALError) -> CoordinateSystem? {
    guard let reference = OGR_L_GetSpatialRef(handle) else { return nil }
    return try CoordinateSystem(SpatialReference(copying: reference))
  }

  /// Calls `body` with each feature in file order (`OGR_L_GetNextFeature`).
  func forEachFeature(_ body: (VectorFeature) throws -> Void) throws {
    OGR_L_ResetReading(handle)
    while true {
      let (feature, messages) = GDALLibrary.collecting { OGR_L_GetNextFeature(handle) }
      guard let feature else {
        guard let reason = messages.errors.first else { return }
        throw GDALError(operation: "read layer '\(name)' of", subject: dataset.name, reason: reason)
      }
      defer { OGR_F_Destroy(feature) }
      try body(VectorFeature(handle: feature))
    }
  }
}

/// A feature while it is being read.
struct VectorFeature {
  let handle: OGRFeatureH

  /// The number that the file gives it.
  var number: Int { Int(OGR_F_GetFID(handle)) }

  /// An attribute as text; `nil` where it is null, missing or blank.
  func text(_ attribute: String) -> String? {
    let index = OGR_F_GetFieldIndex(handle, attribute)
    guard index >= 0, OGR_F_IsFieldSetAndNotNull(handle, index) != 0 else { return nil }
    let text = OGR_F_GetFieldAsString(handle, index).map { String(cString: $0).trimmed } ?? ""
    return text.isEmpty ? nil : text
  }
}
