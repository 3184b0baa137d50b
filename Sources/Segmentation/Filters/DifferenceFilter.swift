public import Grid

/// Slopes and curvatures of a plane from differences with its neighbours.
///
/// With the neighbours `step` columns and rows away, left l, right r, upper u,
/// lower d, and c the pixel's own value, the slopes are (r - l) / (2 step) and
/// (d - u) / (2 step), the curvatures (l - 2 c + r) / step^2 and so on. A
/// neighbour without a value, or beyond the mosaic, counts as c.
public struct DifferenceFilter: PlaneFilter, Hashable {
  /// What is worked out.
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// The length of the slope.
    case gradient
    /// The sum of the curvatures along both axes.
    case laplacian
    /// The greater and the lesser eigenvalue of the matrix of curvatures.
    case hessianHigh, hessianLow
    /// The products of the slopes along columns (x) and rows (y).
    case productXX, productXY, productYY
  }

  /// What is worked out.
  public let kind: Kind
  /// How far away the neighbours are, in pixels.
  public let step: Int
  /// What the result is multiplied by.
  public let scale: Float

  /// Makes a filter; `step` is at least 1.
  public init(_ kind: Kind, step: Int = 1, scale: Float = 1) {
    precondition(step >= 1, "neighbours are other pixels")
    self.kind = kind
    self.step = step
    self.scale = scale
  }

  /// The step.
  public var reach: Int { step }

  /// Three rows.
  public func scratchCount(wanted: PixelSize) -> Int { 3 * (wanted.width + 2 * step) }

  /// Takes the differences of one plane.
  public func apply(
    to sources: [PlaneView], wanted: PixelWindow, of mosaic: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    let source = sources[0]
    let columns = wanted.columns.lowerBound - step..<wanted.columns.upperBound + step
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * columns.count) { rows in
      guard let above = rows.baseAddress else { return }
      let centre = above + columns.count
      let below = centre + columns.count
      var output = targets[0]
      for row in wanted.rows {
        source.copy(row: row - step, columns: columns, filler: .nan, into: above)
        source.copy(row: row, columns: columns, filler: .nan, into: centre)
        source.copy(row: row + step, columns: columns, filler: .nan, into: below)
        let rows = ThreeRows(above: above, centre: centre, below: below, step: step)
        fill(output, from: rows, count: wanted.width)
        output += wanted.width
      }
    }
  }

  private func fill(_ output: UnsafeMutablePointer<Float>, from rows: ThreeRows, count: Int) {
    let slope = 1 / Float(2 * step)
    let product = slope * slope * scale
    let curvature = scale / Float(step * step)
    switch kind {
    case .gradient:
      let factor = slope * scale
      rows.fill(output, count) { x, y in (x * x + y * y).squareRoot() * factor }
    case .laplacian: rows.fillCurved(output, count) { xx, _, yy in (xx + yy) * curvature }
    case .hessianHigh:
      rows.fillCurved(output, count) { xx, xy, yy in
        (xx + yy + ((xx - yy) * (xx - yy) + 4 * xy * xy).squareRoot()) * (0.5 * curvature)
      }
    case .hessianLow:
      rows.fillCurved(output, count) { xx, xy, yy in
        (xx + yy - ((xx - yy) * (xx - yy) + 4 * xy * xy).squareRoot()) * (0.5 * curvature)
      }
    case .productXX: rows.fill(output, count) { x, _ in x * x * product }
    case .productXY: rows.fill(output, count) { x, y in x * y * product }
    case .productYY: rows.fill(output, count) { _, y in y * y * product }
    }
  }
}

/// A row and those above and below it, from `step` columns before the first
/// pixel to `step` behind the last.
private struct ThreeRows {
  var above: UnsafePointer<Float>
  var centre: UnsafePointer<Float>
  var below: UnsafePointer<Float>
  var step: Int

  /// Fills a row from the differences right - left and below - above.
  @inline(__always)
  func fill(
    _ output: UnsafeMutablePointer<Float>, _ count: Int, _ value: (_ x: Float, _ y: Float) -> Float
  ) {
    for i in 0..<count {
      let own = centre[i + step]
      let x = present(centre[i + 2 * step], else: own) - present(centre[i], else: own)
      let y = present(below[i + step], else: own) - present(above[i + step], else: own)
      output[i] = own == own ? value(x, y) : .nan
    }
  }

  /// Fills a row from the second differences, xy in quarters of the corners'.
  @inline(__always)
  func fillCurved(
    _ output: UnsafeMutablePointer<Float>, _ count: Int,
    _ value: (_ xx: Float, _ xy: Float, _ yy: Float) -> Float
  ) {
    for i in 0..<count {
      let own = centre[i + step]
      let xx = present(centre[i + 2 * step], else: own) + present(centre[i], else: own) - 2 * own
      let yy = present(below[i + step], else: own) + present(above[i + step], else: own) - 2 * own
      let falling = present(below[i + 2 * step], else: own) + present(above[i], else: own)
      let rising = present(below[i], else: own) + present(above[i + 2 * step], else: own)
      output[i] = own == own ? value(xx, (falling - rising) * 0.25, yy) : .nan
    }
  }
}

@inline(__always)
private func present(_ value: Float, else other: Float) -> Float { value == value ? value : other }
