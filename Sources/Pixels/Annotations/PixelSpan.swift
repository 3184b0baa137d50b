public import Grid

/// Pixels beside one another in one row.
@frozen
public struct PixelSpan: Hashable, Sendable {
  /// The row.
  public var row: Int
  /// The columns.
  public var columns: Range<Int>

  /// Makes a span.
  @inlinable
  public init(row: Int, columns: Range<Int>) {
    self.row = row
    self.columns = columns
  }
}

extension PixelSpan: Comparable {
  /// Raster order of the first pixel.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    (left.row, left.columns.lowerBound) < (right.row, right.columns.lowerBound)
  }
}

extension [PixelSpan] {
  /// The number of pixels; spans must not overlap.
  public var pixelCount: Int { reduce(0) { $0 + $1.columns.count } }

  /// The box around all spans; `nil` where there is none.
  public var window: PixelWindow? {
    guard let first else { return nil }
    var window = PixelWindow(columns: first.columns, rows: first.row..<(first.row + 1))
    for span in self {
      window.columns =
        Swift.min(
          window.columns.lowerBound, span.columns.lowerBound)..<Swift.max(
          window.columns.upperBound, span.columns.upperBound)
      window.rows =
        Swift.min(window.rows.lowerBound, span.row)..<Swift.max(window.rows.upperBound, span.row + 1)
    }
    return window
  }

  /// The same pixels in raster order, with touching and overlapping spans of
  /// a row made one.
  public var merged: [PixelSpan] {
    var result: [PixelSpan] = []
    for span in sorted() where !span.columns.isEmpty {
      if let last = result.last, last.row == span.row, last.columns.upperBound >= span.columns.lowerBound {
        let end = Swift.max(last.columns.upperBound, span.columns.upperBound)
        result[result.count - 1].columns = last.columns.lowerBound..<end
      } else {
        result.append(span)
      }
    }
    return result
  }
}
