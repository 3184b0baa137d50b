public import Grid
public import Pixels

/// Writes findings about annotations, and tiles to label next, as one
/// GeoPackage that opens in QGIS beside the mosaic.
///
/// Layers: `label_findings`, `label_next`, and `layer_styles`, which QGIS
/// applies by itself. The file appears at its path, whole, with `finish()`.
/// Not Sendable: one task owns it.
public final class AnnotationPackage {
  /// A tile that should be labelled next.
  public struct NextTile: Hashable, Sendable {
    /// Its place in the order, from 1.
    public var rank: Int
    /// Its pixels.
    public var window: PixelWindow
    /// The mean uncertainty of its predictions.
    public var uncertainty: Double
    /// The field in which it lies.
    public var field: String?
    /// Why.
    public var reason: String

    /// Makes a tile.
    public init(rank: Int, window: PixelWindow, uncertainty: Double, field: String?, reason: String) {
      self.rank = rank
      self.window = window
      self.uncertainty = uncertainty
      self.field = field
      self.reason = reason
    }
  }

  /// A layer of the package.
  public enum Layer: Hashable, Sendable, CaseIterable {
    /// `label_findings`.
    case findings
    /// `label_next`.
    case next
  }

  private let dataset: VectorOutput
  private let transform: GeoTransform
  private let findings: VectorOutputLayer?
  private let next: VectorOutputLayer?

  /// Begins a package.
  ///
  /// A picture without a georeference gets the coordinates that QGIS gives it:
  /// columns, and rows with a minus sign.
  ///
  /// - Parameters:
  ///   - path: The target, with the extension `.gpkg`; a link is refused.
  ///   - target: The mosaic or plain picture.
  ///   - layers: Which layers it gets.
  ///   - lastChange: The time that the package gives as its last change.
  /// - Throws: `OutputError`.
  public init(
    path: String, target: AnnotationTarget, layers: Set<Layer> = Set(Layer.allCases),
    lastChange: String = "1970-01-01T00:00:00.000Z"
  ) throws(OutputError) {
    dataset = try VectorOutput(path: path, format: .geoPackage, lastChange: lastChange)
    transform =
      target.grid?.transform
      ?? GeoTransform(originX: 0, columnX: 1, rowX: 0, originY: 0, columnY: 0, rowY: -1)
    let crs = target.grid?.crs.wkt ?? ""
    findings =
      layers.contains(.findings)
      ? try dataset.makeLayer(
        "label_findings", geometry: .polygons, crsWKT: crs, columns: Self.findingColumns) : nil
    next =
      layers.contains(.next)
      ? try dataset.makeLayer("label_next", geometry: .polygons, crsWKT: crs, columns: Self.nextColumns) : nil
  }

  /// Adds a finding; one without a place has no geometry.
  ///
  /// - Precondition: The package has the layer.
  public func append(_ finding: AnnotationFinding) throws(OutputError) {
    guard let findings else { preconditionFailure("the package has a layer for findings") }
    func text(_ text: String?) -> VectorValue { text.map(VectorValue.text) ?? .null }
    let place = finding.place.filter { $0.outer.count >= 3 }
    try dataset.append(
      place.isEmpty ? nil : .polygons(place.map { MapPolygon($0, by: transform) }),
      [
        .text(finding.kind.rawValue), .text(finding.severity.rawValue), text(finding.className),
        text(finding.otherClass), text(finding.annotator), .integer(Int64(finding.count)),
        finding.pixelCount.map { .integer(Int64($0)) } ?? .null, finding.score.map(VectorValue.real) ?? .null,
        finding.rank.map { .integer(Int64($0)) } ?? .null, .text(finding.sentence),
      ], to: findings)
  }

  /// Adds a tile to label next.
  ///
  /// - Precondition: The package has the layer.
  public func append(_ tile: NextTile) throws(OutputError) {
    guard let next else { preconditionFailure("the package has a layer for tiles") }
    try dataset.append(
      .polygons([MapPolygon(PixelPolygon(tile.window), by: transform)]),
      [
        .integer(Int64(tile.rank)), .real(tile.uncertainty), tile.field.map(VectorValue.text) ?? .null,
        .text(tile.reason),
      ], to: next)
  }

  /// Adds the styles, completes the package and puts it in the target's place.
  ///
  /// - Throws: `OutputError`; what lay at the target before lies there still.
  public func finish() throws(OutputError) {
    var styles: [(layer: String, qml: String)] = []
    if findings != nil { styles.append(("label_findings", VectorStyle.findings)) }
    if next != nil { styles.append(("label_next", VectorStyle.nextTiles)) }
    try dataset.appendStyles(styles)
    try dataset.finish()
  }

  /// Ends the package without a file.
  public func cancel() { dataset.cancel() }

  private static let findingColumns = [
    VectorColumn("kind", .text), VectorColumn("severity", .text), VectorColumn("class", .text),
    VectorColumn("suggested", .text), VectorColumn("annotator", .text), VectorColumn("count", .integer),
    VectorColumn("pixels", .integer), VectorColumn("score", .real), VectorColumn("rank", .integer),
    VectorColumn("sentence", .text),
  ]

  private static let nextColumns = [
    VectorColumn("rank", .integer), VectorColumn("uncertainty", .real), VectorColumn("field", .text),
    VectorColumn("reason", .text),
  ]
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension AnnotationPackage: Sendable {}
