public import GeoFiles

/// A format in which fields, patches and class polygons leave; one file of the
/// code each.
public protocol VectorFormat: Sendable {
  /// The name on the command line.
  var name: String { get }
  /// The extensions that tell it, with their dots.
  var extensions: [String] { get }
  /// True where coordinates can only be longitudes and latitudes of WGS 84.
  var isInDegrees: Bool { get }

  /// Writes the features into a staging folder under its target's name and
  /// checks what it wrote.
  ///
  /// - Returns: The names of the files that belong beside the target, and what
  ///   people should know.
  /// - Throws: `OutputError`, `GDALError`.
  func write(_ features: ExportedFeatures, in staging: StagedFolder) throws -> (
    besides: [String], notes: [String]
  )
}

extension VectorFormat {
  /// False: any reference system will do.
  public var isInDegrees: Bool { false }
}

/// The formats of vectors.
public enum VectorFormats {
  /// All of them.
  public static let all: [any VectorFormat] = [
    GeoPackageFormat(), GeoJSONFormat(), FlatGeobufFormat(), ShapefileFormat(), TableFormat(),
  ]
}
