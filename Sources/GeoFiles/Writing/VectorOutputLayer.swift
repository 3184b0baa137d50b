internal import CGDAL

/// What one feature of a layer holds.
struct FeatureContent: Sendable {
  /// `nil` in a table without geometry.
  var geometry: VectorGeometry?
  /// A value for each of the layer's columns.
  var values: [VectorValue]
  /// Its number; given by the file where `nil`.
  var id: Int64?
}

/// A layer of a vector file that is being written.
///
/// Valid while its dataset is open. Not Sendable, as its dataset.
final class VectorOutputLayer {
  private let handle: OGRLayerH
  private let subject: String
  private let name: String
  private let geometry: VectorGeometry.Kind?
  private let columns: [VectorColumn]

  /// Makes the layer with its columns (`GDALDatasetCreateLayer`).
  init(
    dataset: GDALDatasetH?, subject: String, name: String, geometry: VectorGeometry.Kind?,
    crsWKT: String, columns: [VectorColumn], options: [String]
  ) throws(GDALError) {
    self.subject = subject
    self.name = name
    self.geometry = geometry
    self.columns = columns
    let options = StringList(options)
    let list = options.pointer
    let type = Self.type(of: geometry)
    let operation = "add layer '\(name)' to"
    if crsWKT.isEmpty {
      handle = try GDALLibrary.handle(operation, subject) {
        GDALDatasetCreateLayer(dataset, name, nil, type, list)
      }
    } else {
      let reference = try SpatialReference(userInput: crsWKT)
      let crs = reference.handle
      handle = try GDALLibrary.handle(operation, subject) {
        GDALDatasetCreateLayer(dataset, name, crs, type, list)
      }
    }
    for column in columns { try add(column) }
  }

  private static func type(of geometry: VectorGeometry.Kind?) -> OGRwkbGeometryType {
    switch geometry {
    case .point: wkbPoint
    case .line: wkbLineString
    case .polygons: wkbMultiPolygon
    case nil: wkbNone
    }
  }

  private func add(_ column: VectorColumn) throws(GDALError) {
    let definition = OGR_Fld_Create(column.name, column.type.field)
    defer { OGR_Fld_Destroy(definition) }
    if column.type == .boolean { OGR_Fld_SetSubType(definition, OFSTBoolean) }
    try GDALLibrary.call("add column '\(column.name)' to", subject) {
      OGR_L_CreateField(handle, definition, 0)
    }
  }

  /// Adds features up to the first that is refused (`OGR_L_CreateFeature`).
  ///
  /// Geometries and values must be of the layer's kind and types.
  func append(_ features: [FeatureContent]) throws(GDALError) {
    try GDALLibrary.call("add a feature to", subject) {
      for feature in features {
        let result = add(feature)
        guard result == OGRERR_NONE else { return result }
      }
      return OGRERR_NONE
    }
  }

  private func add(_ content: FeatureContent) -> OGRErr {
    let (shape, values) = (content.geometry, content.values)
    precondition(shape == nil || shape?.kind == geometry, "a layer holds one kind of geometry")
    precondition(values.count == columns.count, "a feature has a value for each column")
    let feature = OGR_F_Create(OGR_L_GetLayerDefn(handle))
    defer { OGR_F_Destroy(feature) }
    if let id = content.id { OGR_F_SetFID(feature, id) }
    for (index, (value, column)) in zip(values, columns).enumerated() {
      precondition(value.fits(column.type), "column '\(column.name)' holds another type")
      value.set(Int32(index), of: feature)
    }
    let result = shape.map { set($0, of: feature) } ?? OGRERR_NONE
    return result == OGRERR_NONE ? OGR_L_CreateFeature(handle, feature) : result
  }

  private func set(_ shape: VectorGeometry, of feature: OGRFeatureH?) -> OGRErr {
    let bytes = shape.wellKnownBinary
    var geometry: OGRGeometryH?
    let result = OGR_G_CreateFromWkb(bytes, nil, &geometry, Int32(bytes.count))
    return result == OGRERR_NONE ? OGR_F_SetGeometryDirectly(feature, geometry) : result
  }
}

extension VectorColumn.ValueType {
  fileprivate var field: OGRFieldType {
    switch self {
    case .text: OFTString
    case .integer: OFTInteger64
    case .real: OFTReal
    case .boolean: OFTInteger
    case .dateTime: OFTDateTime
    }
  }
}

extension VectorValue {
  fileprivate func set(_ index: Int32, of feature: OGRFeatureH?) {
    switch self {
    case .null: OGR_F_SetFieldNull(feature, index)
    case .text(let text): OGR_F_SetFieldString(feature, index, text)
    case .integer(let number): OGR_F_SetFieldInteger64(feature, index, number)
    case .real(let number) where number.isFinite: OGR_F_SetFieldDouble(feature, index, number)
    case .real: OGR_F_SetFieldNull(feature, index)
    case .boolean(let isTrue): OGR_F_SetFieldInteger(feature, index, isTrue ? 1 : 0)
    }
  }
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension VectorOutputLayer: Sendable {}
