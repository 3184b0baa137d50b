import CGDAL
public import Grid
public import Pixels

/// Labels that come from a class raster or a coloured picture.
///
/// A raster on the mosaic's own grid is read as it is; a plain picture must
/// have the mosaic's size. Any other is sampled at the centre of each of the
/// mosaic's pixels: the label of the pixel in which the centre lies.
public struct RasterLabels: LabelSource {
  /// The label raster.
  public let path: String
  /// The mosaic's pixels that the raster can reach.
  public let extent: PixelWindow
  /// True where its pixels are the mosaic's.
  public let isOnGrid: Bool

  let values: LabelValues
  let layout: LabelLayout
  let policy: OpeningPolicy
  let placing: Placing

  /// How the mosaic's pixels find theirs in the raster.
  enum Placing: Sendable {
    case same
    /// Through both georeferences and reference systems.
    case map(mosaic: MosaicGrid, raster: GeoTransform, crs: CoordinateSystem)
  }

  /// Opens a label raster and checks it against the mosaic.
  ///
  /// - Parameters:
  ///   - path: A local GeoTIFF or PNG.
  ///   - values: For each of the legend's names the values that mean it; the
  ///     legend's codes where it is empty. The raster's nodata value,
  ///     transparent pixels and, without a nodata value, an unmapped 255 mean
  ///     not labelled.
  ///   - legend: The classes.
  ///   - target: The mosaic or plain picture.
  ///   - crs: The reference system to use where the raster has none.
  ///   - policy: Caps; the drivers are always those of label rasters.
  /// - Throws: `AnnotationFileError`, `InputFileError`, `MosaicError` or
  ///   `GDALError`.
  public init(
    path: String, values: [String: [LabelValue]] = [:], legend: Legend, onto target: AnnotationTarget,
    crs: String? = nil, policy: OpeningPolicy = OpeningPolicy()
  ) throws {
    var policy = policy
    policy.allowedDrivers = ["GTiff", "PNG"]
    self.path = path
    self.policy = policy
    self.values = try LabelValues(values, legend: legend, file: path)
    let dataset = try LabelDataset(path, policy: policy)
    layout = try LabelLayout(dataset.raster, values: self.values)
    placing = try Self.placing(dataset.raster, target, givenCRS: crs)
    if case .same = placing { isOnGrid = true } else { isOnGrid = false }
    extent = try Self.extent(placing, size: dataset.raster.size, target: target)
  }

  /// Opens the raster for one worker.
  public func makeLabelReader() throws -> any LabelReader { try RasterLabelReader(self) }

  private static func placing(
    _ raster: RasterDataset, _ target: AnnotationTarget, givenCRS: String?
  ) throws -> Placing {
    guard let transform = try raster.transform() else {
      guard raster.size == target.size else {
        throw AnnotationFileError(
          file: raster.name,
          problem: "it has no georeference and \(raster.size) pixels, '\(target.name)' has \(target.size)")
      }
      return .same
    }
    guard let grid = target.grid else {
      guard raster.size == target.size else {
        throw AnnotationFileError(
          file: raster.name,
          problem: "it has \(raster.size) pixels, '\(target.name)' has \(target.size) and no georeference")
      }
      return .same
    }
    guard let crs = try raster.crs() ?? givenCRS.map({ try CoordinateSystem(userInput: $0) }) else {
      throw AnnotationFileError(file: raster.name, problem: "it has no reference system")
    }
    let isSame = crs.isSame(as: grid.crs) && raster.size == grid.size
    if isSame, transform.isClose(to: grid.transform, size: grid.size) { return .same }
    return .map(mosaic: grid, raster: transform, crs: crs)
  }

  /// The mosaic's pixels that the raster can reach: the box around its outline,
  /// grown by what the outline may bend between the points that are carried.
  private static func extent(
    _ placing: Placing, size: PixelSize, target: AnnotationTarget
  ) throws -> PixelWindow {
    let whole = PixelWindow(target.size)
    guard case .map(let mosaic, let transform, let crs) = placing else { return whole }
    let (width, height) = (Double(size.width), Double(size.height))
    let outline = (0...64).flatMap { step in
      let share = Double(step) / 64
      return [
        GridPoint(column: width * share, row: 0), GridPoint(column: width * share, row: height),
        GridPoint(column: 0, row: height * share), GridPoint(column: width, row: height * share),
      ]
    }
    let points = try crs.transformer(to: mosaic.crs).transform(outline.map(transform.mapPoint))
      .map { mosaic.transform.gridPoint($0).snapped }
    guard let window = PixelWindow(around: points) else { return whole }
    let margin = 2 + max(window.width, window.height) / 64
    return window.expanded(by: margin, within: whole)
  }
}

extension PixelWindow {
  /// The window of all pixels that hold one of some places; `nil` without one.
  init?(around points: [GridPoint]) {
    let columns = points.map { Int($0.column.rounded(.down)) }
    let rows = points.map { Int($0.row.rounded(.down)) }
    guard let left = columns.min(), let right = columns.max(), let top = rows.min(), let bottom = rows.max()
    else { return nil }
    self.init(columns: left..<(right + 1), rows: top..<(bottom + 1))
  }
}

extension GeoTransform {
  /// True where no corner moves by more than a hundredth of a pixel.
  func isClose(to other: GeoTransform, size: PixelSize) -> Bool {
    [(0, 0), (size.width, 0), (0, size.height), (size.width, size.height)].allSatisfy { column, row in
      let corner = GridPoint(column: Double(column), row: Double(row))
      let moved = gridPoint(other.mapPoint(corner))
      return abs(moved.column - corner.column) < 0.01 && abs(moved.row - corner.row) < 0.01
    }
  }
}
