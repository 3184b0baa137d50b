internal import CGDAL
internal import Grid

/// A layer of a file that Furrow wrote, open for reading in its order.
///
/// Not Sendable: OGR allows one thread at a time on a dataset.
public final class VectorTable {
  /// One feature.
  public struct Row: Sendable {
    /// Its number in the file.
    public var id: Int64
    /// Where it is; `nil` where it has no place.
    public var geometry: VectorGeometry?
    /// A value for each of the table's columns.
    public var values: [VectorValue]
  }

  /// The file.
  public let path: String
  /// The layer's name.
  public let name: String
  /// The reference system.
  public let crs: CoordinateSystem
  /// The attributes.
  public let columns: [VectorColumn]
  /// The column with the features' numbers.
  public let numberColumn: String

  private let layer: BoundaryLayer

  /// Opens a layer, or the only one.
  ///
  /// - Throws: `InputFileError`, `FieldFileError` or `GDALError` where the
  ///   file, the layer or its reference system is missing.
  public init(path: String, layer name: String? = nil, format: VectorWriter.Format = .geoPackage) throws {
    self.path = path
    let dataset = try BoundaryDataset(own: path, driver: format.driver)
    layer = try FieldFile.layer(name, of: dataset)
    let name = layer.name
    self.name = name
    guard let crs = try layer.crs() else {
      throw FieldFileError(file: path, problems: ["layer '\(name)' has no reference system"])
    }
    self.crs = crs
    columns = layer.attributes.map { VectorColumn($0.name, VectorColumn.ValueType(ogrName: $0.type)) }
    numberColumn = layer.numberColumn
  }

  /// The number of rows of a layer or table of a GeoPackage, counted one by one.
  ///
  /// - Throws: As `init`.
  public static func rowCount(of layer: String, in path: String) throws -> Int {
    let dataset = try BoundaryDataset(own: path, driver: "GPKG")
    var count = 0
    try FieldFile.layer(layer, of: dataset).forEachFeature { _ in count += 1 }
    return count
  }

  /// Calls `body` with each feature in file order.
  ///
  /// - Throws: `GDALError` where one cannot be read, or what `body` throws.
  public func forEach(_ body: (Row) throws -> Void) throws {
    try layer.forEachFeature { feature in
      let values = columns.indices.map { feature.value(Int32($0), type: columns[$0].type) }
      let shape = OGR_F_GetGeometryRef(feature.handle).flatMap(VectorGeometry.init)
      try body(Row(id: Int64(feature.number), geometry: shape, values: values))
    }
  }
}

extension VectorColumn.ValueType {
  /// The type of OGR's name for it; what else there is becomes text.
  fileprivate init(ogrName: String) {
    switch ogrName {
    case "Integer", "Integer64": self = .integer
    case "Real": self = .real
    case "DateTime", "Date": self = .dateTime
    default: self = .text
    }
  }
}

extension VectorFeature {
  fileprivate func value(_ index: Int32, type: VectorColumn.ValueType) -> VectorValue {
    guard OGR_F_IsFieldSetAndNotNull(handle, index) != 0 else { return .null }
    switch type {
    case .integer, .boolean: return .integer(OGR_F_GetFieldAsInteger64(handle, index))
    case .real: return .real(OGR_F_GetFieldAsDouble(handle, index))
    case .text, .dateTime:
      return OGR_F_GetFieldAsString(handle, index).map { .text(String(cString: $0)) } ?? .null
    }
  }
}

extension VectorGeometry {
  /// Takes points and polygons; `nil` for anything else.
  fileprivate init?(_ geometry: OGRGeometryH) {
    switch furrow_flat_type(OGR_G_GetGeometryType(geometry)) {
    case wkbPoint: self = .point(MapPoint(x: OGR_G_GetX(geometry, 0), y: OGR_G_GetY(geometry, 0)))
    case wkbPolygon: self = .polygons([MapPolygon(geometry)])
    case wkbMultiPolygon:
      let parts = (0..<OGR_G_GetGeometryCount(geometry)).compactMap { OGR_G_GetGeometryRef(geometry, $0) }
      self = .polygons(parts.map(MapPolygon.init))
    default: return nil
    }
  }
}

extension MapPolygon {
  fileprivate init(_ polygon: OGRGeometryH) {
    let rings = (0..<OGR_G_GetGeometryCount(polygon)).compactMap { index in
      OGR_G_GetGeometryRef(polygon, index).map { ring in
        // The last point repeats the first.
        (0..<max(0, OGR_G_GetPointCount(ring) - 1)).map {
          MapPoint(x: OGR_G_GetX(ring, $0), y: OGR_G_GetY(ring, $0))
        }
      }
    }
    self.init(outer: rings.first ?? [], holes: Array(rings.dropFirst()))
  }
}

@available(*, unavailable, message: "OGR allows one thread at a time on a dataset")
extension VectorTable: Sendable {}
