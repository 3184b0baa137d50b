public import Grid
public import Pixels

/// A field boundary of a scene, on one mosaic's grid.
public struct SceneField: Hashable, Sendable {
  /// What is special in a boundary.
  public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    /// Four corners, turned against the grid.
    case rectangle
    /// Many corners.
    case irregular
    /// A rectangle around a pond.
    case pond
    /// Two parts on both sides of a ditch.
    case multipart
    /// A trial plot of 2 m by 6 m.
    case trialPlot
  }

  /// The id, unique in the scene and equal on every date.
  public var id: String
  /// What is special in the boundary.
  public var kind: Kind
  /// What grows there.
  public var crop: CropKind
  /// The parts on the mosaic's grid.
  public var parts: [PixelPolygon]
  /// The area of the parts without holes in square metres.
  public var areaSquareMetres: Double
  /// The angle of the crop rows, clockwise from the grid's columns axis.
  public var rowAngleDegrees: Double
}

/// The sown stretch of one crop row, on one mosaic's grid.
public struct RowLine: Hashable, Sendable {
  /// The field's id.
  public var fieldID: String
  /// The row's number in its field; neighbours differ by one.
  public var row: Int
  /// Points along the row's middle, at most 8 m from one another.
  public var points: [GridPoint]
  /// How many places were sown.
  public var sownCount: Int
  /// How many of them have no plant.
  public var missingCount: Int
}
