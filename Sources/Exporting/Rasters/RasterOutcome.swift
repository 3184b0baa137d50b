public import GeoFiles

/// What a raster's export wrote.
public struct RasterOutcome: Sendable {
  /// The target and the files beside it.
  public var paths: [String]
  /// The format's name.
  public var format: String
  /// What was exported.
  public var content: RasterContent
  /// The grid of the file.
  public var grid: MosaicGrid
  /// What the samples mean.
  public var kind: RasterKind
  /// What the file holds, as read back.
  public var tally: RasterTally
  /// How pixels got their values where the grid is not the raster's own.
  public var sampling: RasterView.Sampling?
  /// Classes that became nodata.
  public var leftOut: [String]
}
