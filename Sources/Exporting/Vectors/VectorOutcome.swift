public import GeoFiles

/// What a vector's export wrote.
public struct VectorOutcome: Sendable {
  /// The target and the files beside it.
  public var paths: [String]
  /// What the features are: "fields", "patches", "classes".
  public var name: String
  /// The number of features, as read back.
  public var featureCount: Int
  /// The reference system of the file.
  public var crs: CoordinateSystem
  /// What people should know of the format.
  public var notes: [String]
}
