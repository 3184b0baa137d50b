public import Grid

/// A QGIS project over layers of the GeoPackage that holds it.
///
/// QGIS shows it below the package, named, with layers in order, styles,
/// labels and relations. Layers are found by the package's name, so a renamed
/// package wants its project saved anew.
///
/// Source: QGIS 3.22, `QgsProject::writeProjectFile`.
public struct DesktopProject: Sendable {
  /// An entry of the list of layers.
  public struct Layer: Sendable {
    /// The package's layer or table.
    public var table: String
    /// What people see in the list.
    public var title: String
    /// `nil` for a table without places.
    public var geometry: VectorGeometry.Kind?
    /// How features are drawn; `nil` for a table.
    public var style: VectorWriter.Style?
    /// The column whose text stands on each feature, if one does.
    public var labels: String?
    /// Columns and the texts that rows must have in them to be shown.
    public var rows: [(column: String, text: String)]
    /// True where it is drawn from the beginning.
    public var isShown: Bool

    /// Describes a layer without labels that shows all rows.
    public init(_ table: String, title: String, geometry: VectorGeometry.Kind?, style: VectorWriter.Style?) {
      (self.table, self.title, self.geometry, self.style) = (table, title, geometry, style)
      (labels, rows, isShown) = (nil, [], true)
    }
  }

  /// Layers under one heading; without a heading where it is empty.
  public struct Group: Sendable {
    /// The heading.
    public var title: String
    /// The layers, the one drawn last first.
    public var layers: [Layer]

    /// Puts layers under a heading.
    public init(_ layers: [Layer], title: String = "") { (self.title, self.layers) = (title, layers) }
  }

  /// Rows of one table that belong to rows of another; both are by their names
  /// in the package, and the first layer of a name counts.
  public struct Relation: Sendable {
    /// What people see.
    public var title: String
    /// The table with one row for many.
    public var one: String
    /// The table with many rows for one.
    public var many: String
    /// The columns in which both must agree.
    public var columns: [String]

    /// Relates two tables.
    public init(_ title: String, one: String, many: String, columns: [String]) {
      (self.title, self.one, self.many, self.columns) = (title, one, many, columns)
    }
  }

  /// The project's name, in the package and above the map.
  public var title: String
  /// The reference system of the map.
  public var crs: CoordinateSystem
  /// The south-west and the north-east corner of what is shown first.
  public var corners: (least: MapPoint, greatest: MapPoint)
  /// The layers.
  public var groups: [Group] = []
  /// How tables belong together.
  public var relations: [Relation] = []

  /// Begins a project without layers.
  public init(_ title: String, crs: CoordinateSystem, corners: (least: MapPoint, greatest: MapPoint)) {
    (self.title, self.crs, self.corners) = (title, crs, corners)
  }
}
