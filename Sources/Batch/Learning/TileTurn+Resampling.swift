import Grid
import Learning
import Pixels
import Segmentation

extension TileTurn {
  /// Fills a plane of a turned tile by bilinear interpolation; NaN where one
  /// of the four neighbours has no value.
  func resample(_ source: WindowPlanes, plane: Int, into target: WindowPlanes) {
    let window = source.window
    let values = source[plane]
    var place = 0
    for row in target.window.rows {
      for column in target.window.columns {
        let point = self.source(of: GridPoint(column: Double(column) + 0.5, row: Double(row) + 0.5))
        let (x, y) = (point.column - 0.5, point.row - 0.5)
        let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        let isInside =
          window.columns.contains(left) && window.columns.contains(left + 1)
          && window.rows.contains(top) && window.rows.contains(top + 1)
        if isInside {
          let (across, down) = (Float(x - Double(left)), Float(y - Double(top)))
          let first = source.index(row: top, column: left)
          let second = first + window.width
          let upper = values[first] * (1 - across) + values[first + 1] * across
          let lower = values[second] * (1 - across) + values[second + 1] * across
          target[plane][place] = upper * (1 - down) + lower * down
        } else {
          target[plane][place] = .nan
        }
        place += 1
      }
    }
  }

  /// The class of the pixel under the middle of each pixel of a turned tile.
  func nearest(_ classes: [ClassCode], of window: PixelWindow, over core: PixelWindow) -> [ClassCode] {
    core.rows.flatMap { row in
      core.columns.map { column in
        let point = source(of: GridPoint(column: Double(column) + 0.5, row: Double(row) + 0.5))
        let (x, y) = (Int(point.column.rounded(.down)), Int(point.row.rounded(.down)))
        guard window.columns.contains(x), window.rows.contains(y) else { return .nodata }
        return classes[(y - window.rows.lowerBound) * window.width + x - window.columns.lowerBound]
      }
    }
  }
}
