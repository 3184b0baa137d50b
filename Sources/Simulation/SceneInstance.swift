public import Grid
public import Pixels

/// One plant or weed of a scene with its exact outline, on one mosaic's grid.
public struct SceneInstance: Hashable, Sendable {
  /// How a weed looks.
  public enum WeedHabit: String, Hashable, Sendable, CaseIterable, Codable {
    /// A few broad leaves.
    case broadleaf
    /// A tuft of narrow leaves.
    case grass
  }

  /// What an instance is.
  public enum Kind: Hashable, Sendable {
    /// A sown plant.
    case crop
    /// A plant that was not sown.
    case weed(WeedHabit)
  }

  /// The same plant's number on every date of the scene; unique in it.
  public var id: UInt64
  /// Crop or weed.
  public var kind: Kind
  /// Where the plant stands.
  public var centre: GridPoint
  /// How far the longest leaf may reach from the centre, in metres.
  public var reachMetres: Double
  /// The outline as painted: its pixels are those whose centre lies inside,
  /// where a centre exactly on the outline belongs to the span on its left.
  /// Corners lie on multiples of 1/128 pixel.
  public var outline: PixelPolygon
  /// How many pixel centres lie inside of the outline, whether or not another
  /// plant covers them and whether or not the mosaic does. May be 0.
  public var areaPixels: Int
  /// The id of the field that holds the centre; `nil` on tracks.
  public var fieldID: String?
  /// The row's number in the field; `nil` for weeds.
  public var row: Int?
  /// The place's number in the row; `nil` for weeds.
  public var place: Int?

  /// The class of the pixels: 1 crop, 2 weed. Sick leaves of a crop plant are
  /// class 3 in the label raster.
  public var code: ClassCode { kind == .crop ? 1 : 2 }
}
