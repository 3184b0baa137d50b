import CGDAL
public import Grid

/// What a boundary file holds.
public struct FieldFileDescription: Hashable, Sendable {
  /// An attribute of a layer.
  public struct Attribute: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The type as OGR names it: "String", "Integer", "Real".
    public var type: String
  }

  /// A layer.
  public struct Layer: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The kind of geometry as OGR names it: "Polygon", "Multi Polygon".
    public var geometry: String
    /// The number of features.
    public var featureCount: Int
    /// The attributes in file order.
    public var attributes: [Attribute]
    /// The reference system; `nil` where the file has none.
    public var crs: CoordinateSystem?
    /// The lowest x and y of all features; `nil` without a feature.
    public var lowest: MapPoint?
    /// The highest x and y of all features; `nil` without a feature.
    public var highest: MapPoint?
  }

  /// The layers in file order.
  public var layers: [Layer]
}

extension FieldFile {
  /// Describes a boundary file: layers, attributes, counts, systems, extents.
  ///
  /// - Throws: `InputFileError` or `GDALError` where it cannot be opened.
  public static func describe(path: String) throws -> FieldFileDescription {
    let dataset = try BoundaryDataset(path)
    return FieldFileDescription(layers: try dataset.layers.map { try $0.describe() })
  }
}

extension BoundaryLayer {
  fileprivate func describe() throws(GDALError) -> FieldFileDescription.Layer {
    var box = OGREnvelope()
    let extent = GDALLibrary.collecting { OGR_L_GetExtent(handle, &box, 1) }.result
    let isKnown = extent == OGRERR_NONE
    return FieldFileDescription.Layer(
      name: name,
      geometry: OGRGeometryTypeToName(OGR_L_GetGeomType(handle)).map { String(cString: $0) } ?? "unknown",
      featureCount: Int(GDALLibrary.collecting { OGR_L_GetFeatureCount(handle, 1) }.result),
      attributes: attributes.map { .init(name: $0.name, type: $0.type) }, crs: try crs(),
      lowest: isKnown ? MapPoint(x: box.MinX, y: box.MinY) : nil,
      highest: isKnown ? MapPoint(x: box.MaxX, y: box.MaxY) : nil)
  }
}
