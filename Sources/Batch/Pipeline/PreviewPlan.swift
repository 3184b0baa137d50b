import Grid

/// How a mosaic is shrunk to a picture while it passes by.
///
/// A picture's pixel is the mean of a lattice in its cell, of all pixels in
/// cells of up to 7 x 7 and of at most 6 x 6 in larger ones, so that the picture
/// costs little and does not depend on tiles.
struct PreviewPlan: Hashable, Sendable {
  /// The mosaic's pixels along a side of a cell.
  let factor: Int
  /// The picture's size.
  let size: PixelSize
  /// Mosaic pixels between the samples of a cell.
  let step: Int

  /// Plans a picture whose longer side has at most `longestSide` pixels.
  init(mosaic: PixelSize, longestSide: Int = 1200) {
    factor = max(1, (max(mosaic.width, mosaic.height) + longestSide - 1) / longestSide)
    size = PixelSize(
      width: (mosaic.width + factor - 1) / factor, height: (mosaic.height + factor - 1) / factor)
    step = max(1, factor / 4)
  }

  /// True where a row or column of the mosaic is sampled.
  @inline(__always)
  func isSampled(_ position: Int) -> Bool { position % factor % step == 0 }

  /// The sampled columns of a part of a row.
  func sampledColumns(in columns: Range<Int>) -> [SampledColumn] {
    columns.filter(isSampled).map {
      SampledColumn(offset: $0 - columns.lowerBound, pictureColumn: $0 / factor)
    }
  }
}

/// A column of the mosaic that is sampled for the picture.
struct SampledColumn: Hashable, Sendable {
  /// Columns from the first of the part.
  var offset: Int
  /// The picture's column.
  var pictureColumn: Int
}

extension PreviewPlan {
  /// The picture's pixels that a window of the mosaic touches.
  func pictureWindow(of window: PixelWindow) -> PixelWindow {
    PixelWindow(columns: cells(window.columns), rows: cells(window.rows))
  }

  /// The picture's rows that some rows of the mosaic touch.
  func pictureRows(of rows: Range<Int>) -> Range<Int> { cells(rows) }

  private func cells(_ range: Range<Int>) -> Range<Int> {
    range.isEmpty ? 0..<0 : range.lowerBound / factor..<(range.upperBound - 1) / factor + 1
  }
}
