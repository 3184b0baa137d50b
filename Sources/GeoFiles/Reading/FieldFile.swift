import CGDAL
import Grid
public import Pixels

/// Files of field boundaries: GeoPackage, GeoJSON, Shapefile, FlatGeobuf.
///
/// The format is told by a file's first bytes, never by its name; anything
/// else is refused.
public enum FieldFile {
  /// The longest piece of an edge, in metres, that stays straight when it is
  /// carried to another reference system: off by 0.1 mm at most.
  static let pieceMetres = 50.0

  /// Reads the fields and lays them over a mosaic's grid, in file order.
  ///
  /// Curves become lines, heights are dropped, long edges are divided before
  /// they are carried to the mosaic's reference system. Areas are true areas
  /// of the boundary as the file has it.
  ///
  /// - Parameters:
  ///   - path: A local file.
  ///   - layer: The layer; may be `nil` where the file has one only.
  ///   - attributes: Where ids, crops and row spacings are.
  ///   - crs: The reference system to use where the file has none; a file's
  ///     own is always kept.
  ///   - grid: The mosaic's grid.
  /// - Throws: `FieldFileError` with every problem of the content;
  ///   `InputFileError` or `GDALError` where the file cannot be opened.
  public static func read(
    path: String, layer: String? = nil, attributes: FieldAttributes, crs: String? = nil,
    onto grid: MosaicGrid
  ) throws -> [Field] {
    let dataset = try BoundaryDataset(path)
    let chosen = try self.layer(layer, of: dataset)
    try check(attributes, of: chosen)
    let own = try chosen.crs()
    guard let source = try own ?? crs.map({ try CoordinateSystem(userInput: $0) }) else {
      throw FieldFileError(file: path, problems: ["it has no reference system"])
    }
    var reading = try FieldReading(
      attributes: attributes, source: source, grid: grid, rawJSON: dataset.rawJSON)
    try chosen.forEachFeature { reading.add($0) }
    if reading.count == 0 {
      reading.problems.append("layer '\(chosen.name)' has no feature")
    }
    guard reading.problems.isEmpty else {
      throw FieldFileError(file: path, problems: reading.problems)
    }
    return reading.fields
  }

  /// Finds a layer by name, or the only one.
  static func layer(_ name: String?, of dataset: BoundaryDataset) throws(FieldFileError) -> BoundaryLayer {
    let layers = dataset.layers
    let names = layers.map { "'\($0.name)'" }.joined(separator: ", ")
    guard let first = layers.first else {
      throw FieldFileError(file: dataset.name, problems: ["it has no layer"])
    }
    guard let name else {
      if layers.count == 1 { return first }
      throw FieldFileError(
        file: dataset.name, problems: ["it has several layers and none is named (\(names))"])
    }
    if let layer = layers.first(where: { $0.name == name }) { return layer }
    throw FieldFileError(
      file: dataset.name, problems: ["it has no layer '\(name)', only \(names)"])
  }

  /// Checks that every named attribute exists.
  private static func check(
    _ attributes: FieldAttributes, of layer: BoundaryLayer
  ) throws(FieldFileError) {
    let names = layer.attributes.map(\.name)
    let wanted = [attributes.id, attributes.crop, attributes.rowSpacing].compactMap { $0 }
    let problems = wanted.filter { !names.contains($0) && $0 != layer.numberColumn }.map { missing in
      let list = names.isEmpty ? "none at all" : names.map { "'\($0)'" }.joined(separator: ", ")
      let nearest = NearestName.nearest(to: missing, among: names).map { ", the nearest is '\($0)'" } ?? ""
      return "it has no attribute '\(missing)', only \(list)\(nearest)"
    }
    guard problems.isEmpty else { throw FieldFileError(file: layer.dataset.name, problems: problems) }
  }
}
