import Grid
import Pixels
import TestSupport
import Testing

@testable import FieldStatistics

@Suite struct FieldCoverageProperties {
  @Test(arguments: 0..<60) func `weights add up to the shoelace area`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let size = PixelSize(width: 50, height: 40)
    let star = star(
      about: GridPoint(column: 25, row: 20), radius: 18, vertices: 3 + seed % 40, using: &random)
    let coverage = try coverage([star], on: size)
    let tolerance = Double(size.pixelCount) * 0x1p-25
    #expect(abs(Double(coverage.coveredUnits()) * 0x1p-24 - coverage.polygonPixelArea) < tolerance)
    #expect(abs(coverage.polygonPixelArea - abs(shoelace(star))) < 1e-9)
  }

  @Test(arguments: 0..<40) func `weights add up to the area of the clipped polygon`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let size = PixelSize(width: 30, height: 20)
    let centre = GridPoint(
      column: .random(in: -5...35, using: &random), row: .random(in: -5...25, using: &random))
    let star = star(about: centre, radius: 22, vertices: 3 + seed % 30, using: &random)
    let coverage = try coverage([star], on: size)
    let expected = abs(shoelace(clipped(star, to: size)))
    #expect(
      abs(Double(coverage.coveredUnits()) * 0x1p-24 - expected) < Double(size.pixelCount) * 0x1p-25 + 1e-9)
  }

  @Test(arguments: 0..<4) func `each pixel agrees with 64 by 64 samples`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let size = PixelSize(width: 9, height: 8)
    let outer = star(about: GridPoint(column: 4.5, row: 4), radius: 5, vertices: 12, using: &random)
    let hole = star(about: GridPoint(column: 4.5, row: 4), radius: 1, vertices: 5, using: &random)
    let part = PixelPolygon(outer: outer, holes: [hole])
    let found = matrix(try FieldCoverage(field: field([part]), mosaic: size))
    for row in 0..<size.height {
      for column in 0..<size.width {
        guard (0.01...0.99).contains(found[row][column]) || (row + column) % 5 == 0 else { continue }
        let sampled = sampledShare(of: part, pixel: PixelPoint(column: column, row: row))
        #expect(abs(found[row][column] - sampled) < 0.02)
      }
    }
  }

  @Test(arguments: 0..<20) func `neighbours share their border without gap or overlap`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let size = PixelSize(width: 20, height: 20)
    var border = [GridPoint(column: .random(in: 1...19, using: &random), row: 0)]
    for row in stride(from: 1.37, to: 19, by: 1.71) {
      border.append(GridPoint(column: .random(in: 1...19, using: &random), row: row))
    }
    border.append(GridPoint(column: .random(in: 1...19, using: &random), row: 20))
    let left = try coverage([border.reversed() + ring((0, 0), (0, 20))], on: size)
    let right = try coverage([border + ring((20, 20), (20, 0))], on: size)
    let sums = zip(units(left), units(right)).map { zip($0, $1).map(+) }
    #expect(sums.allSatisfy { $0.allSatisfy { abs($0 - 1 << 24) <= 1 } })
  }

  @Test(arguments: 0..<10) func `spans are sorted and as long as they can be`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let size = PixelSize(width: 60, height: 50)
    let coverage = try coverage(
      [star(about: GridPoint(column: 30, row: 25), radius: 35, vertices: 25, using: &random)], on: size)
    for row in 0..<size.height {
      let spans = coverage.spans(row: row)
      for (span, next) in zip(spans, spans.dropFirst()) {
        #expect(span.end < next.start || (span.end == next.start && span.weight != next.weight))
      }
      #expect(spans.allSatisfy { $0.start < $0.end && $0.weight.units > 0 && $0.end <= size.width })
    }
  }

  private func units(_ coverage: FieldCoverage) -> [[Int]] {
    matrix(coverage).map { $0.map { Int($0 * 0x1p24) } }
  }
}
