public import Pixels

/// Writes one or more layers of points, lines or polygons with attributes.
///
/// The file appears at its path, whole, with `finish()`. The same features and
/// the same `lastChange` give the same bytes. Not Sendable: one task owns it.
public final class VectorWriter {
  /// The formats that can be written.
  public enum Format: Hashable, Sendable {
    /// A GeoPackage with any number of layers in any reference system.
    case geoPackage
    /// One layer as RFC 7946 GeoJSON, in longitudes and latitudes of WGS 84.
    case geoJSON
    /// One layer as FlatGeobuf with its spatial index.
    case flatGeobuf
    /// One layer as a Shapefile; columns have names of at most ten letters.
    case shapefile
  }

  /// How QGIS draws a layer of a GeoPackage by itself.
  public enum Style: Hashable, Sendable {
    /// Polygons without a fill.
    case outline
    /// Points in the colours of the classes that a column names.
    case points(Legend, column: String)
    /// Polygons in the colours of the classes that a column names.
    case polygons(Legend, column: String)
  }

  /// A layer to which features can be added.
  public struct Layer {
    fileprivate let layer: VectorOutputLayer
  }

  /// The file that `finish()` makes.
  public var path: String { dataset.path }

  private let dataset: VectorOutput

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - path: The target; a symbolic link is refused.
  ///   - format: The file's format.
  ///   - lastChange: The time that a GeoPackage gives as its last change, as
  ///     in "2026-05-04T10:00:00.000Z".
  /// - Throws: `OutputError`.
  public init(
    path: String, format: Format, lastChange: String = "1970-01-01T00:00:00.000Z"
  ) throws(OutputError) {
    dataset = try VectorOutput(
      path: path, format: format, lastChange: lastChange)
  }

  /// Adds a layer.
  ///
  /// - Parameters:
  ///   - name: The layer's name, unique in the file.
  ///   - geometry: The kind of all of its features.
  ///   - crsWKT: The reference system of their coordinates.
  ///   - columns: The attributes.
  /// - Throws: `OutputError`, also for a second layer of GeoJSON.
  public func makeLayer(
    _ name: String, geometry: VectorGeometry.Kind, crsWKT: String, columns: [VectorColumn]
  ) throws(OutputError) -> Layer {
    Layer(
      layer: try dataset.makeLayer(name, geometry: geometry, crsWKT: crsWKT, columns: columns))
  }

  /// Adds a feature with one value for each of the layer's columns.
  ///
  /// Geometry and values must be of the layer's kind and types.
  ///
  /// - Throws: `OutputError`; the writer is closed then and leaves nothing.
  public func append(
    _ geometry: VectorGeometry, _ values: [VectorValue], to layer: Layer
  ) throws(OutputError) {
    try dataset.append(geometry, values, to: layer.layer)
  }

  /// Adds a table without places to a GeoPackage.
  ///
  /// - Throws: `OutputError`.
  public func makeTable(_ name: String, columns: [VectorColumn]) throws(OutputError) -> Layer {
    Layer(layer: try dataset.makeLayer(name, geometry: nil, crsWKT: "", columns: columns))
  }

  /// Adds a row to a table.
  ///
  /// - Throws: `OutputError`; the writer is closed then and leaves nothing.
  public func append(_ values: [VectorValue], to table: Layer) throws(OutputError) {
    try dataset.append(nil, values, to: table.layer)
  }

  /// Adds the styles of layers to a GeoPackage, once all layers are there.
  ///
  /// - Throws: `OutputError`.
  public func addStyles(_ styles: [(layer: String, style: Style)]) throws(OutputError) {
    try dataset.appendStyles(styles.map { ($0.layer, VectorStyle.document(of: $0.style)) })
  }

  /// Keeps a QGIS project in a GeoPackage, once all layers are there.
  ///
  /// - Throws: `OutputError`.
  public func addProject(_ project: DesktopProject, named name: String) throws(OutputError) {
    let parts = PathParts(path)
    let document = project.document(package: parts.stem + parts.fileExtension)
    let archive = try ZipWriter.archive(of: [("\(name).qgs", Array(document.utf8))])
    try dataset.appendProject(name, archive: archive)
  }

  /// Completes the file and puts it in the target's place.
  ///
  /// - Throws: `OutputError`; what lay at the target before lies there still.
  public func finish() throws(OutputError) { try dataset.finish() }

  /// Ends the writer without a file.
  public func cancel() { dataset.cancel() }
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension VectorWriter: Sendable {}
