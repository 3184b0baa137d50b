import FieldStatistics
import Grid

/// The part of a mosaic that a job with `only: fields` works through.
///
/// It is made of squares of 64 pixels on the mosaic's own grid: those that a
/// field touches, and as many rings of squares around them as the segmenter
/// looks far. So it does not depend on tiles, and the class of a pixel that a
/// field touches is that of a run over the whole mosaic.
struct WorkedGround: Hashable, Sendable {
  /// The side of a square in pixels; tiles are multiples of it.
  static let side = 64

  private let size: PixelSize
  private let columnCount: Int
  /// Squares row by row.
  private var isWorked: [Bool]

  /// Chooses the squares.
  ///
  /// - Parameters:
  ///   - coverages: The fields on the mosaic.
  ///   - size: The mosaic's size.
  ///   - reach: How many pixels around a pixel can change its class.
  init(_ coverages: [FieldCoverage], size: PixelSize, reach: Int) {
    self.size = size
    columnCount = Self.squares(size.width)
    let rowCount = Self.squares(size.height)
    isWorked = Array(repeating: false, count: columnCount * rowCount)
    let ring = Self.squares(reach)
    for coverage in coverages {
      for row in coverage.rows.clamped(to: 0..<size.height) {
        for span in coverage.spans(row: row) { touch(span, row: row) }
      }
    }
    spread(by: ring, rowCount: rowCount)
  }

  /// True where no field touches the mosaic.
  var isEmpty: Bool { !isWorked.contains(true) }

  /// True where any pixel of a window is worked through.
  func meets(_ window: PixelWindow) -> Bool {
    guard !window.isEmpty else { return false }
    let columns = Self.squares(covering: window.columns)
    return Self.squares(covering: window.rows).contains { row in
      isWorked[row * columnCount + columns.lowerBound..<row * columnCount + columns.upperBound].contains(true)
    }
  }

  /// Takes away from a row's mask what is not worked through: 0 there.
  func cut(row: Int, columns: Range<Int>, mask: UnsafeMutablePointer<UInt8>) {
    let first = row / Self.side * columnCount
    for square in Self.squares(covering: columns) where !isWorked[first + square] {
      let cut = (square * Self.side..<(square + 1) * Self.side).clamped(to: columns)
      (mask + cut.lowerBound - columns.lowerBound).update(repeating: 0, count: cut.count)
    }
  }

  private mutating func touch(_ span: CoverageSpan, row: Int) {
    let columns = (span.start..<span.end).clamped(to: 0..<size.width)
    guard !columns.isEmpty else { return }
    let first = row / Self.side * columnCount
    for square in Self.squares(covering: columns) { isWorked[first + square] = true }
  }

  /// Adds rings of squares around those that are there, corners too.
  private mutating func spread(by ring: Int, rowCount: Int) {
    guard ring > 0 else { return }
    let touched = isWorked
    for row in 0..<rowCount {
      for column in 0..<columnCount where touched[row * columnCount + column] {
        let columns = max(0, column - ring)...min(columnCount - 1, column + ring)
        for near in max(0, row - ring)...min(rowCount - 1, row + ring) {
          for other in columns { isWorked[near * columnCount + other] = true }
        }
      }
    }
  }

  private static func squares(_ length: Int) -> Int { (length + side - 1) / side }

  private static func squares(covering range: Range<Int>) -> Range<Int> {
    range.isEmpty ? 0..<0 : range.lowerBound / side..<(range.upperBound - 1) / side + 1
  }
}
