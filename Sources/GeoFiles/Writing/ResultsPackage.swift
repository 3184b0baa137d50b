public import Grid
public import Pixels

/// Writes a flight's fields and patches as one GeoPackage with its styles.
///
/// Layers: `fields` (polygons with a row of figures), `patches` (a point for
/// each instance) and `layer_styles`, which QGIS applies by itself. The file
/// appears at its path, whole, with `finish()`; the same records and the same
/// `lastChange` give the same bytes. Not Sendable: one task owns it.
public final class ResultsPackage {
  /// One field and what was measured in it.
  public struct FieldRecord: Sendable {
    /// The field's id.
    public var id: String
    /// What grows there, where it is known.
    public var crop: String?
    /// The true area of the whole boundary.
    public var areaSquareMetres: Double
    /// How much of the boundary's area the mosaic covers, 0 to 1.
    public var coveredShare: Double
    /// How much of the boundary's area has valid pixels, 0 to 1.
    public var validShare: Double
    /// The boundary in the mosaic's reference system.
    public var parts: [MapPolygon]
    /// One value for each of the package's field columns.
    public var values: [VectorValue]

    /// Makes a record.
    public init(
      id: String, crop: String?, areaSquareMetres: Double, coveredShare: Double, validShare: Double,
      parts: [MapPolygon], values: [VectorValue]
    ) {
      self.id = id
      self.crop = crop
      self.areaSquareMetres = areaSquareMetres
      self.coveredShare = coveredShare
      self.validShare = validShare
      self.parts = parts
      self.values = values
    }
  }

  /// One connected patch of a class.
  public struct PatchRecord: Sendable {
    /// The instance's id, unique in the flight, not negative.
    public var id: Int64
    /// Its class.
    public var code: ClassCode
    /// Its true area.
    public var areaSquareMetres: Double
    /// The field in which it lies; `nil` outside of all.
    public var fieldID: String?
    /// Its centroid in the mosaic's reference system.
    public var centroid: MapPoint

    /// Makes a record.
    public init(
      id: Int64, code: ClassCode, areaSquareMetres: Double, fieldID: String?, centroid: MapPoint
    ) {
      self.id = id
      self.code = code
      self.areaSquareMetres = areaSquareMetres
      self.fieldID = fieldID
      self.centroid = centroid
    }
  }

  /// The file that `finish()` makes.
  public var path: String { dataset.path }

  private let dataset: VectorOutput
  private let legend: Legend
  private let fields: VectorOutputLayer
  private let patches: VectorOutputLayer
  private var patchCells: [PackedTree.Cell] = []

  /// Begins a package.
  ///
  /// - Parameters:
  ///   - path: The target, with the extension `.gpkg`; a symbolic link is
  ///     refused.
  ///   - crsWKT: The mosaic's reference system.
  ///   - legend: The classes; their colours draw the patches.
  ///   - fieldColumns: The figures of a field after those that every package
  ///     has: `field_id`, `crop`, `area_ha`, `covered_percent`,
  ///     `valid_percent`.
  ///   - lastChange: The time that the package gives as its last change, as
  ///     in "2026-05-04T10:00:00.000Z".
  /// - Throws: `OutputError`, also where two columns have one name.
  public init(
    path: String, crsWKT: String, legend: Legend, fieldColumns: [VectorColumn],
    lastChange: String = "1970-01-01T00:00:00.000Z"
  ) throws(OutputError) {
    self.legend = legend
    dataset = try VectorOutput(path: path, format: .geoPackage, lastChange: lastChange)
    fields = try dataset.makeLayer(
      "fields", geometry: .polygons, crsWKT: crsWKT, columns: Self.fieldColumns + fieldColumns)
    patches = try dataset.makeLayer(
      "patches", geometry: .point, crsWKT: crsWKT, columns: Self.patchColumns,
      options: ["FID=id", "SPATIAL_INDEX=NO"])
  }

  /// Adds a field.
  public func append(_ field: FieldRecord) throws(OutputError) {
    let own: [VectorValue] = [
      .text(field.id), field.crop.map(VectorValue.text) ?? .null, .real(field.areaSquareMetres / 10_000),
      .real(field.coveredShare * 100), .real(field.validShare * 100),
    ]
    try dataset.append(.polygons(field.parts), own + field.values, to: fields)
  }

  /// Adds a patch, in 24 bytes of memory for each.
  ///
  /// - Throws: `OutputError`, also where the id was used before.
  public func append(_ patch: PatchRecord) throws(OutputError) { try append([patch]) }

  /// Adds patches; many at a time cost less than one by one.
  ///
  /// - Throws: `OutputError`, also where an id was used before.
  public func append(_ patches: [PatchRecord]) throws(OutputError) {
    try dataset.append(patches.map(feature), to: self.patches)
    for patch in patches {
      patchCells.append(PackedTree.Cell(number: patch.id, x: patch.centroid.x, y: patch.centroid.y))
    }
  }

  private func feature(_ patch: PatchRecord) -> FeatureContent {
    let values: [VectorValue] = [
      .text(legend[patch.code]?.name ?? "class \(patch.code)"), .real(patch.areaSquareMetres),
      patch.fieldID.map(VectorValue.text) ?? .null,
    ]
    return FeatureContent(geometry: .point(patch.centroid), values: values, id: patch.id)
  }

  /// Adds the styles, completes the package and puts it in the target's place.
  ///
  /// - Throws: `OutputError`; what lay at the target before lies there still.
  public func finish() throws(OutputError) {
    let cells = patchCells
    patchCells = []
    try dataset.appendSpatialIndex(SpatialIndexTables(layer: "patches", idColumn: "id"), cells: cells)
    try dataset.appendStyles([
      ("fields", VectorStyle.outline), ("patches", VectorStyle.classes(of: legend, column: "class")),
    ])
    try dataset.finish()
  }

  /// Ends the package without a file.
  public func cancel() { dataset.cancel() }

  private static let fieldColumns = [
    VectorColumn("field_id", .text), VectorColumn("crop", .text), VectorColumn("area_ha", .real),
    VectorColumn("covered_percent", .real), VectorColumn("valid_percent", .real),
  ]

  private static let patchColumns = [
    VectorColumn("class", .text), VectorColumn("area_m2", .real), VectorColumn("field_id", .text),
  ]
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension ResultsPackage: Sendable {}
