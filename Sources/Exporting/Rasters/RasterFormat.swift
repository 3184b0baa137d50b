public import GeoFiles

/// A format in which rasters leave; one file of the code each.
public protocol RasterFormat: Sendable {
  /// The name on the command line.
  var name: String { get }
  /// The extensions that tell it, with their dots.
  var extensions: [String] { get }
  /// True where it holds an index's fractions, if only as colours.
  var holdsFractions: Bool { get }
  /// The most pixels along a side where the format is a picture in longitudes
  /// and latitudes; `nil` where it keeps the raster's own grid.
  var pictureSide: Int? { get }

  /// Writes the rows into a staging folder under its target's name and checks
  /// what it wrote.
  ///
  /// - Parameter title: What people may see as the name.
  /// - Returns: The names of the files that belong beside the target.
  /// - Throws: `OutputError`, `GDALError`.
  func write(_ rows: ExportedRows, title: String, in staging: StagedFolder) throws -> [String]
}

extension RasterFormat {
  /// None: the raster keeps its grid.
  public var pictureSide: Int? { nil }
}

/// The formats of rasters.
public enum RasterFormats {
  /// All of them; the first with an extension is the one that it tells.
  public static let all: [any RasterFormat] = [
    CloudOptimizedFormat(), PlainTIFFFormat(), PictureFormat(), OverlayFormat(),
  ]
}
