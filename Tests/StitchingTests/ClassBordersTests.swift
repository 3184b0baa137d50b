import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import Stitching

@Suite struct ClassBordersTests {
  private func borders(_ raster: Raster) -> ClassBorders {
    var tracer = BorderTracer(width: raster.width)
    for row in raster.rows { tracer.push(row) }
    return tracer.finish()
  }

  private func areas(_ borders: ClassBorders) -> [ClassBorders.Area] {
    var areas: [ClassBorders.Area] = []
    borders.forEachArea { areas.append($0) }
    return areas
  }

  private func noise(_ seed: Int, width: Int, height: Int, classes: Int) -> Raster {
    .noise(
      seed: seed, width: width, height: height, classes: classes, nodata: Double(seed % 3) / 10,
      clump: Double(seed % 5) / 5)
  }

  /// True where a place lies in a polygon, by the even-odd rule.
  private func contains(_ polygon: PixelPolygon, _ column: Double, _ row: Double) -> Bool {
    ([polygon.outer] + polygon.holes).reduce(false) { isInside, ring in
      ring.indices.reduce(isInside) { isInside, index in
        let (a, b) = (ring[index], ring[(index + 1) % ring.count])
        guard (a.row > row) != (b.row > row) else { return isInside }
        let crossing = a.column + (row - a.row) / (b.row - a.row) * (b.column - a.column)
        return column < crossing ? !isInside : isInside
      }
    }
  }

  @Test func `a ring around a hole around a pixel, by hand`() {
    let found = areas(
      borders(Raster("11111", "10001", "10201", "10001", "11111")))
    #expect(found.map(\.code) == [1, 0, 2])
    #expect(found.map(\.pixelArea) == [16, 8, 1])
    #expect(found.map(\.polygon.holes.count) == [1, 1, 0])
    #expect(Set(found[2].polygon.outer) == Set(found[1].polygon.holes[0]))
    // Where rows run down, counter-clockwise on the map means this order.
    let outer = found[2].polygon.outer
    let start = outer.firstIndex(of: GridPoint(column: 2, row: 2)) ?? 0
    #expect(outer[(start + 1) % 4] == GridPoint(column: 2, row: 3))
  }

  @Test func `areas that meet in a corner are two, and a ring never runs through its own corner`() {
    let found = areas(borders(Raster("0000", "0100", "0010", "0000")))
    #expect(found.map(\.pixelArea).sorted() == [1, 1, 14])
    for area in found {
      for ring in [area.polygon.outer] + area.polygon.holes { #expect(Set(ring).count == ring.count) }
    }
  }

  @Test(arguments: 0..<60) func `polygons are the raster, pixel by pixel`(seed: Int) {
    let raster = noise(seed, width: 5 + seed % 23, height: 4 + seed % 17, classes: 1 + seed % 4)
    let found = areas(borders(raster))
    for (pixel, code) in raster.codes.enumerated() {
      let (row, column) = (Double(pixel / raster.width) + 0.5, Double(pixel % raster.width) + 0.5)
      let holders = found.filter { contains($0.polygon, column, row) }
      #expect(holders.map(\.code) == (code == .nodata ? [] : [code]))
    }
    for area in found {
      for ring in [area.polygon.outer] + area.polygon.holes { #expect(Set(ring).count == ring.count) }
    }
    let pixels = raster.codes.count { $0 != .nodata }
    #expect(found.reduce(0) { $0 + $1.pixelArea } == Double(pixels))
  }

  @Test(arguments: 0..<60) func `simplified neighbours share their borders: no gap, no overlap`(seed: Int) {
    let raster = noise(seed, width: 20 + seed % 23, height: 20 + seed % 17, classes: 2 + seed % 3)
    let exact = borders(raster)
    var simple = exact
    let tolerance = 0.75 + Double(seed % 4)
    simple.simplify(tolerance: tolerance)
    #expect(simple.cornerCount < exact.cornerCount)
    let (before, after) = (areas(exact), areas(simple))
    #expect(before.map(\.code) == after.map(\.code))
    for (old, new) in zip(before, after) {
      #expect(new.pixelArea > 0)
      #expect(new.polygon.holes.count == old.polygon.holes.count)
      // A border that moves by so much at most changes the area by no more than this.
      #expect(abs(new.pixelArea - old.pixelArea) <= tolerance * old.polygon.length + 1e-9)
    }
    // Places off the grid lie in one area at most; every edge of a ring is another's, or nodata's.
    var generator = SeededGenerator(seed: seed + 1000)
    for _ in 0..<200 {
      let column = Double.random(in: 0..<Double(raster.width), using: &generator)
      let row = Double.random(in: 0..<Double(raster.height), using: &generator)
      #expect(after.count { contains($0.polygon, column, row) } <= 1)
    }
    var edges: [[GridPoint]: Int] = [:]
    for area in after {
      for ring in [area.polygon.outer] + area.polygon.holes {
        for index in ring.indices { edges[[ring[index], ring[(index + 1) % ring.count]], default: 0] += 1 }
      }
    }
    #expect(edges.values.allSatisfy { $0 == 1 })
    #expect(ClassBordersTests.crossings(Array(edges.keys)) == 0)
  }

  /// Pairs of edges that cross between their ends.
  private static func crossings(_ edges: [[GridPoint]]) -> Int {
    func side(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint) -> Double {
      (b.column - a.column) * (c.row - a.row) - (b.row - a.row) * (c.column - a.column)
    }
    var count = 0
    for (index, first) in edges.enumerated() {
      for second in edges[(index + 1)...] {
        let (a, b, c, d) = (first[0], first[1], second[0], second[1])
        if side(a, b, c) * side(a, b, d) < 0, side(c, d, a) * side(c, d, b) < 0 { count += 1 }
      }
    }
    return count
  }
}

extension PixelPolygon {
  /// The length of all rings.
  fileprivate var length: Double {
    ([outer] + holes).reduce(0) { sum, ring in
      ring.indices.reduce(sum) { sum, index in
        let (a, b) = (ring[index], ring[(index + 1) % ring.count])
        return sum + hypot(b.column - a.column, b.row - a.row)
      }
    }
  }
}
