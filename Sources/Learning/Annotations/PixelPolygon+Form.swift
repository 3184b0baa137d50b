import Foundation
import Grid
import Pixels

extension PixelPolygon {
  /// True where every corner is a place.
  var isFinite: Bool {
    ([outer] + holes).joined().allSatisfy { $0.column.isFinite && $0.row.isFinite }
  }

  /// True where all corners of the outer ring lie on one line.
  var isFlat: Bool {
    guard let origin = outer.first, let far = outer.max(by: { distance($0, origin) < distance($1, origin) })
    else { return true }
    let (dx, dy) = (far.column - origin.column, far.row - origin.row)
    return outer.allSatisfy {
      abs(dx * ($0.row - origin.row) - dy * ($0.column - origin.column)) <= 1e-9 * (1 + dx * dx + dy * dy)
    }
  }

  private func distance(_ one: GridPoint, _ two: GridPoint) -> Double {
    hypot(one.column - two.column, one.row - two.row)
  }

  /// The area in pixels, holes taken off; for rings that do not cross.
  var area: Double {
    max(0, abs(Self.signedArea(outer)) - holes.reduce(0) { $0 + abs(Self.signedArea($1)) })
  }

  /// The length of all rings in pixels.
  var perimeter: Double {
    ([outer] + holes).reduce(0) { sum, ring in
      sum
        + ring.indices.reduce(0) { length, index in
          let (one, two) = (ring[index], ring[index + 1 == ring.count ? 0 : index + 1])
          return length + hypot(two.column - one.column, two.row - one.row)
        }
    }
  }

  /// Four times the area over the perimeter: the side of a square, the
  /// diameter of a disc, nearly twice the width of a long strip.
  var thickness: Double { perimeter > 0 ? 4 * area / perimeter : 0 }

  /// The shoelace area about the first corner, which keeps far rings precise.
  private static func signedArea(_ ring: [GridPoint]) -> Double {
    guard let origin = ring.first else { return 0 }
    var twice = 0.0
    for (index, one) in ring.enumerated() {
      let two = ring[index + 1 == ring.count ? 0 : index + 1]
      twice +=
        (one.column - origin.column) * (two.row - origin.row)
        - (two.column - origin.column) * (one.row - origin.row)
    }
    return twice / 2
  }
}

extension Double {
  /// With two digits after the point at most.
  var shown: String {
    let rounded = (self * 100).rounded() / 100
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}

/// An upright box on the grid.
struct GridBox {
  var low: GridPoint
  var high: GridPoint

  init(_ window: PixelWindow) {
    low = GridPoint(column: Double(window.columns.lowerBound), row: Double(window.rows.lowerBound))
    high = GridPoint(column: Double(window.columns.upperBound), row: Double(window.rows.upperBound))
  }

  init?(around points: [GridPoint]) {
    guard let first = points.first else { return nil }
    (low, high) = (first, first)
    for point in points {
      low = GridPoint(column: min(low.column, point.column), row: min(low.row, point.row))
      high = GridPoint(column: max(high.column, point.column), row: max(high.row, point.row))
    }
  }

  func meets(_ other: GridBox) -> Bool {
    low.column < other.high.column && other.low.column < high.column && low.row < other.high.row
      && other.low.row < high.row
  }

  func contains(_ other: GridBox, tolerance: Double) -> Bool {
    other.low.column >= low.column - tolerance && other.low.row >= low.row - tolerance
      && other.high.column <= high.column + tolerance && other.high.row <= high.row + tolerance
  }
}
