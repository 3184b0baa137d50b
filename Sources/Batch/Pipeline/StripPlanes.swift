import Grid
import Pixels

/// The finished planes of one strip: classes, and what else is written.
///
/// Tiles write disjoint columns; that is why it may cross threads.
final class StripPlanes: @unchecked Sendable {
  let rows: Range<Int>
  private let width: Int
  private let classPlane: UnsafeMutablePointer<ClassCode>
  private let confidencePlane: UnsafeMutablePointer<UInt8>?
  private let layerPlanes: [UnsafeMutablePointer<Float>]

  init(rows: Range<Int>, plan: FlightPlan) {
    self.rows = rows
    width = plan.size.width
    let count = max(1, rows.count * width)
    classPlane = .allocate(capacity: count)
    confidencePlane = plan.writesConfidence ? .allocate(capacity: count) : nil
    layerPlanes = plan.layerIndices.map { _ in .allocate(capacity: count) }
  }

  deinit {
    classPlane.deallocate()
    confidencePlane?.deallocate()
    for plane in layerPlanes { plane.deallocate() }
  }

  func classes(row: Int, column: Int) -> UnsafeMutablePointer<ClassCode> {
    classPlane + (row - rows.lowerBound) * width + column
  }

  func confidence(row: Int, column: Int) -> UnsafeMutablePointer<UInt8>? {
    confidencePlane.map { $0 + (row - rows.lowerBound) * width + column }
  }

  func store(_ values: UnsafePointer<Float>, layer: Int, row: Int, columns: Range<Int>) {
    (layerPlanes[layer] + (row - rows.lowerBound) * width + columns.lowerBound)
      .update(from: values, count: columns.count)
  }

  /// One value of a layer.
  func value(layer: Int, row: Int, column: Int) -> Float {
    layerPlanes[layer][(row - rows.lowerBound) * width + column]
  }

  /// Fills a window with nodata, and each layer with one value.
  func fillNodata(_ window: PixelWindow, layerValues: [Float]) {
    let first = window.columns.lowerBound
    for row in window.rows {
      classes(row: row, column: first).update(repeating: .nodata, count: window.width)
      confidence(row: row, column: first)?.update(repeating: .nodata, count: window.width)
      for (plane, value) in zip(layerPlanes, layerValues) {
        (plane + (row - rows.lowerBound) * width + first).update(repeating: value, count: window.width)
      }
    }
  }

  /// The class rows as runs.
  var classRows: [ClassRow] {
    rows.map { ClassRow(buffer: UnsafeBufferPointer(start: classes(row: $0, column: 0), count: width)) }
  }

  /// Confidence first where it is written, then the indices, as bytes.
  var layers: [[UInt8]] {
    let count = rows.count * width
    let confidence = confidencePlane.map { [Array(UnsafeBufferPointer(start: $0, count: count))] } ?? []
    return confidence
      + layerPlanes.map {
        Array(UnsafeRawBufferPointer(start: $0, count: count * MemoryLayout<Float>.stride))
      }
  }
}
