import Foundation
import Grid
import Pixels

@testable import FieldStatistics

/// A ring from its columns and rows.
func ring(_ points: (Double, Double)...) -> [GridPoint] {
  points.map { GridPoint(column: $0.0, row: $0.1) }
}

/// A field of some parts.
func field(_ parts: [PixelPolygon], id: String = "north") -> Field {
  Field(id: id, parts: parts, areaSquareMetres: 1, pixelAreaSquareMetres: 1)
}

/// The coverage of a field whose parts have no holes.
func coverage(_ outlines: [[GridPoint]], on mosaic: PixelSize) throws -> FieldCoverage {
  try FieldCoverage(field: field(outlines.map { PixelPolygon(outer: $0) }), mosaic: mosaic)
}

/// The covered fraction of every pixel.
func matrix(_ coverage: FieldCoverage) -> [[Double]] {
  (0..<coverage.mosaic.height).map { row in
    var fractions = [Double](repeating: 0, count: coverage.mosaic.width)
    for span in coverage.spans(row: row) {
      for column in span.start..<span.end { fractions[column] += span.weight.fraction }
    }
    return fractions
  }
}

/// A ring around a centre that does not cross itself.
func star(
  about centre: GridPoint, radius: Double, vertices: Int, using random: inout some RandomNumberGenerator
) -> [GridPoint] {
  (0..<vertices).map { vertex in
    let angle = (Double(vertex) + .random(in: 0...0.9, using: &random)) / Double(vertices) * 2 * .pi
    let reach = radius * .random(in: 0.2...1, using: &random)
    return GridPoint(column: centre.column + reach * cos(angle), row: centre.row + reach * sin(angle))
  }
}

/// The signed area of a ring.
func shoelace(_ ring: [GridPoint]) -> Double {
  zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { sum, edge in
    sum + (edge.0.column * edge.1.row - edge.1.column * edge.0.row) / 2
  }
}

/// A ring cut at a raster's four sides by Sutherland and Hodgman's method.
func clipped(_ ring: [GridPoint], to size: PixelSize) -> [GridPoint] {
  let sides: [(GridPoint) -> Double] = [
    { $0.column }, { Double(size.width) - $0.column }, { $0.row }, { Double(size.height) - $0.row },
  ]
  return sides.reduce(ring) { points, inside in
    zip(points, points.dropFirst() + points.prefix(1)).flatMap { from, to -> [GridPoint] in
      let (a, b) = (inside(from), inside(to))
      var kept = a >= 0 ? [from] : []
      if (a >= 0) != (b >= 0) {
        let share = a / (a - b)
        kept.append(
          GridPoint(
            column: from.column + share * (to.column - from.column),
            row: from.row + share * (to.row - from.row)))
      }
      return kept
    }
  }
}

/// The share of 64 by 64 samples of a pixel that lie in a polygon.
func sampledShare(of part: PixelPolygon, pixel: PixelPoint) -> Double {
  var inside = 0
  for y in 0..<64 {
    for x in 0..<64 {
      let point = GridPoint(
        column: Double(pixel.column) + (Double(x) + 0.5) / 64, row: Double(pixel.row) + (Double(y) + 0.5) / 64
      )
      let crossings = ([part.outer] + part.holes).map { isInside(point, ring: $0) ? 1 : 0 }.reduce(0, +)
      inside += crossings % 2
    }
  }
  return Double(inside) / 4096
}

private func isInside(_ point: GridPoint, ring: [GridPoint]) -> Bool {
  zip(ring, ring.dropFirst() + ring.prefix(1)).count { from, to in
    guard (from.row > point.row) != (to.row > point.row) else { return false }
    let share = (point.row - from.row) / (to.row - from.row)
    return from.column + share * (to.column - from.column) > point.column
  } % 2 == 1
}
