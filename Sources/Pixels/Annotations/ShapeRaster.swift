import Foundation
public import Grid

/// The pixels of one annotation, window by window.
public struct ShapeRaster: Sendable {
  /// A window outside of which no pixel belongs to it; not cut at a mosaic.
  public let extent: PixelWindow

  private enum Content: Sendable {
    case edges([ShapeEdges])
    case disc(centre: GridPoint, columnRadius: Double, rowRadius: Double)
    case pixels([PixelSpan])
  }

  private let content: Content

  /// Prepares a geometry.
  public init(_ geometry: AnnotationGeometry) {
    switch geometry {
    case .polygons, .box:
      let polygons = geometry.outline
      content = .edges(polygons.map(ShapeEdges.init))
      extent = Self.extent(of: polygons.flatMap(\.outer))
    case .disc(let centre, let columnRadius, let rowRadius):
      content = .disc(centre: centre, columnRadius: columnRadius, rowRadius: rowRadius)
      extent = Self.extent(of: geometry.outline.flatMap(\.outer) + [centre])
    case .pixels(let spans):
      content = .pixels(spans)
      extent = spans.window ?? PixelWindow(columns: 0..<0, rows: 0..<0)
    }
  }

  private static func extent(of points: [GridPoint]) -> PixelWindow {
    let points = points.filter { $0.column.isFinite && $0.row.isFinite }
    guard let first = points.first else { return PixelWindow(columns: 0..<0, rows: 0..<0) }
    var (low, high) = (first, first)
    for point in points {
      low = GridPoint(column: min(low.column, point.column), row: min(low.row, point.row))
      high = GridPoint(column: max(high.column, point.column), row: max(high.row, point.row))
    }
    func range(_ low: Double, _ high: Double) -> Range<Int> {
      Int(low.rounded(.down).bounded)..<(Int(high.rounded(.down).bounded) + 1)
    }
    return PixelWindow(columns: range(low.column, high.column), rows: range(low.row, high.row))
  }

  /// The pixels within a window as spans in raster order that do not touch.
  public func spans(in window: PixelWindow) -> [PixelSpan] {
    let cut = extent.intersection(window)
    guard !cut.isEmpty else { return [] }
    switch content {
    case .edges(let parts):
      var spans: [PixelSpan] = []
      for part in parts { part.appendSpans(in: cut, to: &spans) }
      return spans.merged
    case .disc(let centre, let columnRadius, let rowRadius):
      return cut.rows.flatMap { row in
        Self.disc(centre, columnRadius, rowRadius, row: row, columns: cut.columns)
      }.merged
    case .pixels(let spans):
      let first = spans.partitioningIndex { $0.row >= cut.rows.lowerBound }
      return spans[first...].prefix { $0.row < cut.rows.upperBound }.compactMap { span in
        let columns = span.columns.clamped(to: cut.columns)
        return columns.isEmpty ? nil : PixelSpan(row: span.row, columns: columns)
      }
    }
  }

  private static func disc(
    _ centre: GridPoint, _ columnRadius: Double, _ rowRadius: Double, row: Int, columns: Range<Int>
  ) -> [PixelSpan] {
    var spans: [PixelSpan] = []
    let home = Int(centre.column.rounded(.down).bounded)
    if row == Int(centre.row.rounded(.down).bounded), columns.contains(home) {
      spans.append(PixelSpan(row: row, columns: home..<(home + 1)))
    }
    let height = (Double(row) + 0.5 - centre.row) / rowRadius
    guard columnRadius > 0, rowRadius > 0, height * height <= 1 else { return spans }
    let half = columnRadius * (1 - height * height).squareRoot()
    let lower = Int((centre.column - half - 0.5).rounded(.up).bounded)
    let upper = Int((centre.column + half - 0.5).rounded(.down).bounded) + 1
    let cut = (lower..<max(lower, upper)).clamped(to: columns)
    return cut.isEmpty ? spans : spans + [PixelSpan(row: row, columns: cut)]
  }

  /// The number of pixels within a window.
  public func pixelCount(in window: PixelWindow) -> Int { spans(in: window).pixelCount }
}
