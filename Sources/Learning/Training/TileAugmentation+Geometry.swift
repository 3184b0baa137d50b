import Foundation
public import Grid

/// Where the pixels of a turned, mirrored and scaled tile come from.
public struct TileTurn: Hashable, Sendable {
  private let centre: GridPoint
  private let columnStep: GridPoint
  private let rowStep: GridPoint

  /// The turn of a tile about its middle.
  init(_ change: TileAugmentation, of window: PixelWindow) {
    centre = GridPoint(
      column: Double(window.columns.lowerBound + window.columns.upperBound) / 2,
      row: Double(window.rows.lowerBound + window.rows.upperBound) / 2)
    let (cosine, sine) = (cos(change.angle) / change.scale, sin(change.angle) / change.scale)
    let side = change.isMirrored ? -1.0 : 1.0
    columnStep = GridPoint(column: side * cosine, row: side * sine)
    rowStep = GridPoint(column: -sine, row: cosine)
  }

  /// The place in the mosaic that a place of the tile shows.
  public func source(of point: GridPoint) -> GridPoint {
    let (x, y) = (point.column - centre.column, point.row - centre.row)
    return GridPoint(
      column: centre.column + x * columnStep.column + y * rowStep.column,
      row: centre.row + x * columnStep.row + y * rowStep.row)
  }

  /// The pixels of the mosaic that a window of the tile shows, with one pixel
  /// around for interpolation; not cut at the mosaic.
  public func sourceWindow(of window: PixelWindow) -> PixelWindow {
    let corners = [window.columns.lowerBound, window.columns.upperBound].flatMap { column in
      [window.rows.lowerBound, window.rows.upperBound].map { row in
        source(of: GridPoint(column: Double(column), row: Double(row)))
      }
    }
    func range(_ values: [Double]) -> Range<Int> {
      Int((values.min() ?? 0).rounded(.down)) - 1..<Int((values.max() ?? 0).rounded(.up)) + 1
    }
    return PixelWindow(columns: range(corners.map(\.column)), rows: range(corners.map(\.row)))
  }
}

extension TileAugmentation {
  /// How a tile is turned; `nil` where its pixels stay.
  public func turn(of window: PixelWindow) -> TileTurn? {
    angle == 0 && scale == 1 && !isMirrored ? nil : TileTurn(self, of: window)
  }
}
