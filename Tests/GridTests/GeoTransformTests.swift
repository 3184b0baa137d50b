import TestSupport
import Testing

@testable import Grid

@Suite struct GeoTransformTests {
  @Test func `a rotated transform maps a grid point by hand`() {
    let transform = GeoTransform(originX: 100, columnX: 3, rowX: 1, originY: 200, columnY: 2, rowY: -4)
    let place = transform.mapPoint(GridPoint(column: 5, row: 7))
    #expect(place == MapPoint(x: 100 + 15 + 7, y: 200 + 10 - 28))
    #expect(transform.pixelArea == 14)
    #expect(transform.isRotated)
  }

  @Test(arguments: 0..<50)
  func `grid point and map point are inverse`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let transform = GeoTransform(
      originX: .random(in: -1e6...1e6, using: &random), columnX: .random(in: 0.01...2, using: &random),
      rowX: .random(in: -0.005...0.005, using: &random), originY: .random(in: 0...9e6, using: &random),
      columnY: .random(in: -0.005...0.005, using: &random), rowY: -.random(in: 0.01...2, using: &random))
    let point = GridPoint(column: Double(seed) * 13.25, row: 1000 - Double(seed) * 7.5)
    let back = transform.gridPoint(transform.mapPoint(point))
    #expect(abs(back.column - point.column) < 1e-4)
    #expect(abs(back.row - point.row) < 1e-4)
  }

  @Test func `a transform without area or with NaN is not invertible`() {
    #expect(
      !GeoTransform(originX: 0, columnX: 0, rowX: 0, originY: 0, columnY: 0, rowY: -1).isInvertible)
    #expect(
      !GeoTransform(originX: .nan, columnX: 1, rowX: 0, originY: 0, columnY: 0, rowY: -1).isInvertible)
  }
}
