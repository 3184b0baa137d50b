import Grid
import Pixels
import Testing

@testable import FieldStatistics

@Suite struct FieldCoverageTests {
  private let mosaic = PixelSize(width: 4, height: 3)

  @Test func `a rectangle on pixel borders covers whole pixels`() throws {
    let coverage = try coverage([ring((1, 1), (3, 1), (3, 3), (1, 3))], on: mosaic)
    #expect(coverage.spans(row: 0) == [])
    #expect(coverage.spans(row: 1) == [CoverageSpan(start: 1, end: 3, weight: .full)])
    #expect(coverage.rows == 1..<3)
    #expect(coverage.columns == 1..<3)
    #expect(coverage.liesInside)
    #expect(coverage.coveredFraction() == 1)
  }

  @Test func `a shifted rectangle covers corners, sides and its middle`() throws {
    let coverage = try coverage([ring((0.5, 0.75), (3.25, 0.75), (3.25, 2.5), (0.5, 2.5))], on: mosaic)
    #expect(
      matrix(coverage) == [
        [0.125, 0.25, 0.25, 0.0625],
        [0.5, 1, 1, 0.25],
        [0.25, 0.5, 0.5, 0.125],
      ])
    #expect(coverage.spans(row: 0).map(\.count) == [1, 2, 1])
  }

  @Test func `a triangle covers half of the pixels on its diagonal`() throws {
    let coverage = try coverage([ring((0, 0), (3, 3), (0, 3))], on: mosaic)
    #expect(matrix(coverage) == [[0.5, 0, 0, 0], [1, 0.5, 0, 0], [1, 1, 0.5, 0]])
  }

  @Test func `a flat edge spreads over the columns that it passes`() throws {
    let coverage = try coverage([ring((0, 1), (4, 0), (4, 1))], on: mosaic)
    #expect(matrix(coverage)[0] == [0.125, 0.375, 0.625, 0.875])
  }

  @Test(arguments: [false, true]) func `the direction of rings does not matter`(isReversed: Bool) throws {
    let outer = ring((0, 0), (4, 0), (4, 3), (0, 3))
    let hole = ring((1.5, 1), (1.5, 2), (3, 2), (3, 1))
    let part = PixelPolygon(
      outer: isReversed ? outer.reversed() : outer, holes: [isReversed ? hole : hole.reversed()])
    let coverage = try FieldCoverage(field: field([part]), mosaic: mosaic)
    #expect(matrix(coverage) == [[1, 1, 1, 1], [1, 0.5, 0, 1], [1, 1, 1, 1]])
    #expect(coverage.polygonPixelArea == 10.5)
  }

  @Test func `parts add up`() throws {
    let coverage = try coverage(
      [ring((0, 0), (1, 0), (1, 1), (0, 1)), ring((3, 2), (3.5, 2), (3.5, 3), (3, 3))], on: mosaic)
    #expect(matrix(coverage) == [[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0.5]])
  }

  @Test func `a sliver inside of one pixel has its own area`() throws {
    let coverage = try coverage([ring((2.25, 1.25), (2.75, 1.25), (2.75, 1.375))], on: mosaic)
    #expect(matrix(coverage) == [[0, 0, 0, 0], [0, 0, 0.03125, 0], [0, 0, 0, 0]])
  }

  @Test func `only the inside of the mosaic is given out`() throws {
    let coverage = try coverage([ring((-2, -2), (1.5, -2), (1.5, 1), (-2, 1))], on: mosaic)
    #expect(matrix(coverage) == [[1, 0.5, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    #expect(coverage.polygonPixelArea == 10.5)
    #expect(coverage.coveredUnits() == 3 << 23)
    #expect(!coverage.liesInside)
    #expect(coverage.coveredFraction() == 1.5 / 10.5)
  }

  @Test func `a slanted edge may leave and enter on every side`() throws {
    let coverage = try coverage([ring((2, -1), (6, 3), (2, 7), (-2, 3))], on: PixelSize(width: 4, height: 6))
    #expect(matrix(coverage)[0] == [0.5, 1, 1, 0.5])
    for row in 1...4 { #expect(matrix(coverage)[row] == [1, 1, 1, 1]) }
    #expect(matrix(coverage)[5] == [0.5, 1, 1, 0.5])
  }

  @Test(arguments: [(9.0, 0.0), (-9.0, 0.0), (0.0, 9.0), (0.0, -9.0)])
  func `a field outside of the mosaic covers nothing`(by offset: (Double, Double)) throws {
    let (x, y) = offset
    let coverage = try coverage([ring((x, y), (x + 2, y), (x + 2, y + 2), (x, y + 2))], on: mosaic)
    #expect(coverage.isEmpty)
    #expect(coverage.coveredFraction() == 0)
    #expect(coverage.rows.isEmpty)
    #expect(coverage.spans(row: 0) == [])
    #expect(coverage.polygonPixelArea == 4)
  }

  @Test func `rings without area cover nothing`() throws {
    for outline in [ring(), ring((1, 1)), ring((1, 1), (2, 2)), ring((0, 0), (2, 2), (1, 1))] {
      #expect(try coverage([outline], on: mosaic).isEmpty)
    }
  }

  @Test func `a closed ring is the same as an open one`() throws {
    let open = try coverage([ring((0.5, 0), (3, 1), (1, 2.5))], on: mosaic)
    let closed = try coverage([ring((0.5, 0), (3, 1), (1, 2.5), (0.5, 0))], on: mosaic)
    #expect(matrix(open) == matrix(closed))
  }

  @Test func `a vertex at infinity is refused`() {
    let error = FieldCoverageError.vertexNotFinite(field: "north")
    #expect(throws: error) {
      try FieldCoverage(
        field: field([PixelPolygon(outer: ring((0, 0), (.infinity, 0), (0, 1)))]), mosaic: mosaic)
    }
    #expect(error.description.contains("'north'"))
  }
}
