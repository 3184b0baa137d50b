public import Grid

/// Shapes by the rows that they reach, so that a window asks few of them.
public struct ShapeIndex: Sendable {
  /// The shapes in their given order.
  public let shapes: [AnnotationShape]
  /// The pixels of each shape.
  public let rasters: [ShapeRaster]
  /// The box around all shapes, cut at the bounds.
  public let extent: PixelWindow

  private static let bandHeight = 64
  private let bounds: PixelWindow
  /// For each band of rows the shapes that reach into it, in order.
  private let bands: [[Int32]]

  /// Prepares shapes for windows within `bounds`.
  public init(_ shapes: [AnnotationShape], within bounds: PixelWindow) {
    self.shapes = shapes
    self.bounds = bounds
    rasters = shapes.map { ShapeRaster($0.geometry) }
    var extent = PixelWindow(columns: 0..<0, rows: 0..<0)
    var bands = [[Int32]](
      repeating: [], count: (bounds.height + Self.bandHeight - 1) / Self.bandHeight)
    for (number, raster) in rasters.enumerated() {
      let cut = raster.extent.intersection(bounds)
      guard !cut.isEmpty else { continue }
      extent = extent.union(cut)
      let first = (cut.rows.lowerBound - bounds.rows.lowerBound) / Self.bandHeight
      let last = (cut.rows.upperBound - 1 - bounds.rows.lowerBound) / Self.bandHeight
      for band in first...last { bands[band].append(Int32(number)) }
    }
    self.bands = bands
    self.extent = extent
  }

  /// The numbers of the shapes whose box meets a window, ascending.
  public func candidates(in window: PixelWindow) -> [Int] {
    let cut = window.intersection(bounds)
    guard !cut.isEmpty else { return [] }
    let first = (cut.rows.lowerBound - bounds.rows.lowerBound) / Self.bandHeight
    let last = (cut.rows.upperBound - 1 - bounds.rows.lowerBound) / Self.bandHeight
    let numbers = first == last ? bands[first] : Set(bands[first...last].joined()).sorted()
    return numbers.lazy.map(Int.init).filter { !rasters[$0].extent.intersection(cut).isEmpty }
  }
}
