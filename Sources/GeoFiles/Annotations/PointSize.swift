import Foundation
import Grid
import Pixels

/// How far the disc of a point reaches, in pixels.
struct PointSize {
  private let columnRadius: Double
  private let rowRadius: Double

  /// Carries a radius to the target's grid.
  ///
  /// Metres are divided by the sides of a pixel in the mosaic's middle: their
  /// product is its true area, their ratio that of its sides on the ground.
  init(
    _ radius: AnnotationOptions.PointRadius, _ target: AnnotationTarget, file: String
  ) throws(AnnotationFileError) {
    switch radius {
    case .pixels(let pixels): (columnRadius, rowRadius) = (pixels, pixels)
    case .metres(let metres):
      guard let grid = target.grid else {
        throw AnnotationFileError(
          file: file, problem: "its points have a radius in metres, but '\(target.name)' has no georeference")
      }
      do {
        let centre = GridPoint(column: Double(grid.size.width) / 2, row: Double(grid.size.height) / 2)
        let area = try grid.crs.pixelArea(grid.transform, at: centre)
        let (across, down) = try Self.sides(grid, at: centre)
        columnRadius = metres / (area * across / down).squareRoot()
        rowRadius = metres / (area * down / across).squareRoot()
      } catch {
        throw AnnotationFileError(file: file, problem: "\(error)")
      }
    }
    guard columnRadius > 0, rowRadius > 0, columnRadius.isFinite, rowRadius.isFinite else {
      throw AnnotationFileError(file: file, problem: "its points have a radius that is not above 0")
    }
  }

  /// The sides of a pixel, true to one another.
  private static func sides(_ grid: MosaicGrid, at centre: GridPoint) throws -> (Double, Double) {
    let place = grid.transform.mapPoint(centre)
    let east = grid.crs.isInDegrees ? cos(place.y * .pi / 180) : 1
    let transform = grid.transform
    return (
      hypot(transform.columnX * east, transform.columnY), hypot(transform.rowX * east, transform.rowY)
    )
  }

  func disc(at centre: GridPoint) -> AnnotationGeometry {
    .disc(centre: centre, columnRadius: columnRadius, rowRadius: rowRadius)
  }
}
