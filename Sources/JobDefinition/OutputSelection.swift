/// What a job writes, and where.
public struct OutputSelection: Hashable, Sendable {
  /// The folder for results.
  public var folder: JobPath
  /// True where a raster of the classes' confidence is written.
  public var writesConfidence: Bool
  /// The indices that are written as rasters.
  public var indices: [String]
  /// True where patches of counted classes are written as polygons.
  public var writesPatches: Bool
  /// True where a report for people is written.
  public var writesReport: Bool

  /// Makes a selection.
  public init(
    folder: JobPath, writesConfidence: Bool = false, indices: [String] = [], writesPatches: Bool = true,
    writesReport: Bool = true
  ) {
    self.folder = folder
    self.writesConfidence = writesConfidence
    self.indices = indices
    self.writesPatches = writesPatches
    self.writesReport = writesReport
  }
}
