import Grid
import Pixels

/// The finished planes of one strip: classes, and confidence where it is written.
///
/// Tiles write disjoint columns; that is why it may cross threads.
final class StripPlanes: @unchecked Sendable {
  let rows: Range<Int>
  private let width: Int
  private let classPlane: UnsafeMutablePointer<ClassCode>
  private let confidencePlane: UnsafeMutablePointer<UInt8>?

  init(rows: Range<Int>, plan: FlightPlan) {
    self.rows = rows
    width = plan.size.width
    let count = max(1, rows.count * width)
    classPlane = .allocate(capacity: count)
    confidencePlane = plan.writesConfidence ? .allocate(capacity: count) : nil
  }

  deinit {
    classPlane.deallocate()
    confidencePlane?.deallocate()
  }

  func classes(row: Int, column: Int) -> UnsafeMutablePointer<ClassCode> {
    classPlane + (row - rows.lowerBound) * width + column
  }

  func confidence(row: Int, column: Int) -> UnsafeMutablePointer<UInt8>? {
    confidencePlane.map { $0 + (row - rows.lowerBound) * width + column }
  }

  /// Stores the confidence of a window in a raster of its own.
  func storeConfidence(of window: PixelWindow, in part: LayerPart) {
    for row in window.rows {
      if let values = confidence(row: row, column: window.columns.lowerBound) { part.store(values, row: row) }
    }
  }

  /// Fills a window with nodata.
  func fillNodata(_ window: PixelWindow) {
    let first = window.columns.lowerBound
    for row in window.rows {
      classes(row: row, column: first).update(repeating: .nodata, count: window.width)
      confidence(row: row, column: first)?.update(repeating: .nodata, count: window.width)
    }
  }

  /// The class rows as runs.
  var classRows: [ClassRow] {
    rows.map { ClassRow(buffer: UnsafeBufferPointer(start: classes(row: $0, column: 0), count: width)) }
  }
}
