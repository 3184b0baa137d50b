import Grid

/// Which cells must be treated because of spots: weeds, lesions.
///
/// A cell is marked where a spot's pixel, grown by the buffer, reaches into it.
public struct SpotMarks: Sendable {
  /// True for each marked cell, row by row.
  public private(set) var isMarked: [Bool]
  /// The area of spot pixels whose middle lies in each cell.
  public private(set) var infestedSquareMetres: [Double]

  private let size: PixelSize
  private let machine: Machine
  private let bufferMetres: Double

  /// Begins with no cell marked.
  ///
  /// - Throws: `PrescriptionError.notPositive` for a buffer below 0.
  public init(_ lattice: MachineLattice, bufferMetres: Double) throws(PrescriptionError) {
    guard bufferMetres >= 0, bufferMetres.isFinite else {
      throw .notPositive(what: "buffer", value: bufferMetres)
    }
    size = lattice.size
    machine = lattice.machine
    self.bufferMetres = bufferMetres
    isMarked = Array(repeating: false, count: size.pixelCount)
    infestedSquareMetres = Array(repeating: 0, count: size.pixelCount)
  }

  /// Adds a spot's pixel, the share of which lies in the field, 0 to 1.
  public mutating func add(_ pixel: GroundPixel, share: Double = 1) {
    let columns = range(pixel.centre.x, pixel.halfWidth, machine.sectionMetres, limit: size.width)
    let rows = range(pixel.centre.y, pixel.halfLength, machine.stepMetres, limit: size.height)
    for row in rows {
      for column in columns where !isMarked[row * size.width + column] {
        guard pixel.reaches(box(column, row), buffer: bufferMetres) else { continue }
        isMarked[row * size.width + column] = true
      }
    }
    count(pixel, share)
  }

  private mutating func count(_ pixel: GroundPixel, _ share: Double) {
    let column = (pixel.centre.x / machine.sectionMetres).rounded(.down)
    let row = (pixel.centre.y / machine.stepMetres).rounded(.down)
    let inside = PixelPoint(
      column: Int(min(max(column, 0), Double(size.width - 1))),
      row: Int(min(max(row, 0), Double(size.height - 1))))
    infestedSquareMetres[inside.row * size.width + inside.column] += pixel.squareMetres * share
  }

  /// The cells along one axis that a grown pixel's box touches.
  private func range(_ middle: Double, _ half: Double, _ side: Double, limit: Int) -> Range<Int> {
    let low = ((middle - half - bufferMetres) / side).rounded(.down)
    let high = ((middle + half + bufferMetres) / side).rounded(.up)
    let start = Int(min(max(low, 0), Double(limit)))
    return start..<max(start, Int(min(max(high, 0), Double(limit))))
  }

  private func box(_ column: Int, _ row: Int) -> GroundBox {
    let (side, step) = (machine.sectionMetres, machine.stepMetres)
    return GroundBox(
      low: MapPoint(x: Double(column) * side, y: Double(row) * step),
      high: MapPoint(x: Double(column + 1) * side, y: Double(row + 1) * step))
  }
}
