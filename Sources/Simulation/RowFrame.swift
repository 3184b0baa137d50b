import Grid

/// A field's frame along its crop rows, which may bend gently.
///
/// `x` runs along the rows and `y` across them, so that row number k is the
/// line y = (k + 0.5) * rowSpacing. The bend is a parabola in `x`.
struct RowFrame: Sendable {
  let straight: LocalFrame
  /// How far rows leave the straight line, in 1/metre: bend * x * x.
  let bend: Double
  let rowSpacing: Double

  func local(_ point: GridPoint) -> LocalPoint {
    let point = straight.local(point)
    return LocalPoint(x: point.x, y: point.y - bend * point.x * point.x)
  }

  func grid(_ point: LocalPoint) -> GridPoint {
    straight.grid(LocalPoint(x: point.x, y: point.y + bend * point.x * point.x))
  }

  func rowPoint(_ row: Int, along x: Double) -> GridPoint {
    grid(LocalPoint(x: x, y: (Double(row) + 0.5) * rowSpacing))
  }
}

/// A stretch of one crop row that is sown.
struct RowSpan: Hashable, Sendable {
  var row: Int
  var along: ClosedRange<Double>
}
