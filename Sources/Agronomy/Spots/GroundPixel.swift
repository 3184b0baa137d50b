public import Grid

/// A pixel's footprint in metres across and along a machine's lattice.
public struct GroundPixel: Hashable, Sendable {
  /// The middle.
  public var centre: MapPoint
  /// From one column to the next.
  public var column: MapPoint
  /// From one row to the next.
  public var row: MapPoint

  /// Makes a footprint: a parallelogram around its middle.
  public init(centre: MapPoint, column: MapPoint, row: MapPoint) {
    self.centre = centre
    self.column = column
    self.row = row
  }

  /// The area in square metres.
  public var squareMetres: Double { abs(column.x * row.y - column.y * row.x) }

  /// Half of the box around it.
  var halfWidth: Double { (abs(column.x) + abs(row.x)) / 2 }
  var halfLength: Double { (abs(column.y) + abs(row.y)) / 2 }

  /// The corners in the order of a ring.
  var corners: [MapPoint] {
    [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map { (a: Double, b: Double) in
      MapPoint(
        x: centre.x + a * column.x + b * row.x, y: centre.y + a * column.y + b * row.y)
    }
  }
}

/// A rectangle along the axes, in metres.
struct GroundBox {
  var low: MapPoint
  var high: MapPoint

  var corners: [MapPoint] {
    [low, MapPoint(x: high.x, y: low.y), high, MapPoint(x: low.x, y: high.y)]
  }
}

extension GroundPixel {
  /// True where the pixel, grown by a buffer, reaches into a box's inside.
  ///
  /// The distance is that between the pixel's parallelogram and the box, so a
  /// pixel that touches the box, or lies as far away as the buffer, does not
  /// reach it. Lengths below a nanometre count as nothing.
  func reaches(_ box: GroundBox, buffer: Double) -> Bool {
    let own = corners
    let other = box.corners
    if overlaps(own, other) { return true }
    guard buffer > 0 else { return false }
    let limit = buffer - Self.nothing
    guard limit > 0 else { return false }
    return Self.squaredDistance(own, other) < limit * limit
      || Self.squaredDistance(other, own) < limit * limit
  }

  private static let nothing = 1e-9

  /// The test for a line between two convex shapes, along their own sides.
  private func overlaps(_ own: [MapPoint], _ other: [MapPoint]) -> Bool {
    let axes = [
      MapPoint(x: 1, y: 0), MapPoint(x: 0, y: 1), MapPoint(x: -column.y, y: column.x),
      MapPoint(x: -row.y, y: row.x),
    ]
    return axes.allSatisfy { axis in
      let length = (axis.x * axis.x + axis.y * axis.y).squareRoot()
      guard length > 0 else { return true }
      let (a, b) = (Self.shadow(own, axis), Self.shadow(other, axis))
      return min(a.high, b.high) - max(a.low, b.low) > Self.nothing * length
    }
  }

  private static func shadow(_ points: [MapPoint], _ axis: MapPoint) -> (low: Double, high: Double) {
    let values = points.map { $0.x * axis.x + $0.y * axis.y }
    return (values.min() ?? 0, values.max() ?? 0)
  }

  /// The least squared distance from the corners of one shape to the sides of another.
  private static func squaredDistance(_ corners: [MapPoint], _ ring: [MapPoint]) -> Double {
    var least = Double.infinity
    for (index, a) in ring.enumerated() {
      let b = ring[(index + 1) % ring.count]
      for point in corners { least = min(least, squaredDistance(point, a, b)) }
    }
    return least
  }

  private static func squaredDistance(_ point: MapPoint, _ a: MapPoint, _ b: MapPoint) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let squared = dx * dx + dy * dy
    let share =
      squared > 0 ? min(max(((point.x - a.x) * dx + (point.y - a.y) * dy) / squared, 0), 1) : 0
    let (ex, ey) = (point.x - a.x - share * dx, point.y - a.y - share * dy)
    return ex * ex + ey * ey
  }
}
