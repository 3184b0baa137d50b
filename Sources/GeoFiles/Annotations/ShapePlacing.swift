import Grid
import Pixels

/// Carries a vector file's coordinates to the grid of a mosaic or picture.
struct ShapePlacing {
  private enum Way {
    /// Columns and rows; rows may count upwards from 0 to minus the height.
    case pixels(rowSign: Double)
    case map(CoordinateTransformer, GridMap)
  }

  /// What turns coordinates of the mosaic's system into places on its grid.
  private struct GridMap {
    var transform: GeoTransform
    /// The longest edge that stays whole; `nil` in the mosaic's own system.
    var pieceLength: Double?
  }

  private let way: Way
  private let size: PointSize

  /// Finds the way from a layer's system to the mosaic's.
  init(
    _ layer: BoundaryLayer, options: AnnotationOptions, target: AnnotationTarget, file: String
  ) throws {
    size = try PointSize(options.pointRadius, target, file: file)
    switch options.coordinates {
    case .pixels: way = .pixels(rowSign: 1)
    case .pixelsUpward: way = .pixels(rowSign: -1)
    case .map:
      guard let grid = target.grid else {
        throw AnnotationFileError(
          file: file,
          problem: "'\(target.name)' has no georeference; declare that coordinates are in pixels")
      }
      guard let source = try layer.crs() ?? options.crs.map({ try CoordinateSystem(userInput: $0) }) else {
        throw AnnotationFileError(file: file, problem: "it has no reference system")
      }
      let isSame = source.isSame(as: grid.crs)
      let unit = source.metresPerUnit ?? 111_195
      way = .map(
        try source.transformer(to: grid.crs),
        GridMap(transform: grid.transform, pieceLength: isSame ? nil : FieldFile.pieceMetres / unit))
    }
  }

  /// Carries points; edges of rings that leave their system are divided.
  func place(_ points: [MapPoint], isRing: Bool) throws(GDALError) -> [GridPoint] {
    switch way {
    case .pixels(let sign):
      return points.map { GridPoint(column: $0.x, row: sign * $0.y).snapped }
    case .map(let transformer, let map):
      var points = points
      if isRing, let length = map.pieceLength, points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) {
        points = points.densified(maximumStep: length)
      }
      return try transformer.transform(points).map { map.transform.gridPoint($0).snapped }
    }
  }

  /// The disc of a point.
  func disc(at centre: GridPoint) -> AnnotationGeometry { size.disc(at: centre) }
}
