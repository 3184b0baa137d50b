/// Where field boundaries are and what their columns mean.
public struct FieldFile: Hashable, Sendable {
  /// How a field gets its id.
  public enum Identifier: Hashable, Sendable {
    /// From the first of the columns `field_id`, `id` and `name` that exists.
    case standard
    /// From the column of this name.
    case column(String)
    /// From the number that the file gives the feature.
    case featureNumber
  }

  /// The boundary file.
  public var file: JobPath
  /// The layer in it; `nil` where it has only one.
  public var layer: String?
  /// How a field gets its id.
  public var identifier: Identifier
  /// The column that names the crop.
  public var cropColumn: String?
  /// The column with the distance between rows in metres.
  public var rowSpacingColumn: String?
  /// The reference system of a file that does not state its own.
  public var referenceSystem: String?

  /// Makes a description.
  public init(
    file: JobPath, layer: String? = nil, identifier: Identifier = .standard, cropColumn: String? = nil,
    rowSpacingColumn: String? = nil, referenceSystem: String? = nil
  ) {
    self.file = file
    self.layer = layer
    self.identifier = identifier
    self.cropColumn = cropColumn
    self.rowSpacingColumn = rowSpacingColumn
    self.referenceSystem = referenceSystem
  }
}
