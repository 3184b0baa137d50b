import FieldStatistics
import Grid
import Pixels
import TestSupport
import Testing

@testable import Batch

@Suite struct BlockMapTests {
  private static let size = PixelSize(width: 83, height: 61)

  /// Two fields of which the second lies on the first one's corner.
  static func fields() throws -> BlockMap {
    func square(_ columns: ClosedRange<Double>, _ rows: ClosedRange<Double>) -> PixelPolygon {
      PixelPolygon(outer: [
        GridPoint(column: columns.lowerBound, row: rows.lowerBound),
        GridPoint(column: columns.upperBound, row: rows.lowerBound),
        GridPoint(column: columns.upperBound, row: rows.upperBound),
        GridPoint(column: columns.lowerBound, row: rows.upperBound),
      ])
    }
    return .fields(
      try [square(3.2...40.7, 5...30), square(35...60, 20.4...55)].enumerated().map { number, part in
        try FieldCoverage(
          field: Field(id: "F\(number)", parts: [part], areaSquareMetres: 1, pixelAreaSquareMetres: 1),
          mosaic: size)
      })
  }

  private static let grid = BlockMap.grid(side: 20, columnCount: 5)

  @Test(arguments: 0..<3) func `rows and single pixels tell the same blocks`(kind: Int) throws {
    let map = [BlockMap.whole, Self.grid, try Self.fields()][kind]
    var blocks: [Int32] = []
    var seen = Set<Int32>()
    for row in 0..<Self.size.height {
      map.write(row: row, columns: 2..<83, into: &blocks)
      #expect(blocks.count == 81)
      seen.formUnion(blocks)
      for (place, block) in blocks.enumerated() {
        #expect(map.block(row: row, column: place + 2) == (block < 0 ? nil : Int(block)))
      }
    }
    #expect(seen == [[0], Set(0..<20), [-1, 0, 1]][kind])
  }

  @Test func `a pixel belongs to the last field that covers more than half of it`() throws {
    let map = try Self.fields()
    #expect(map.block(row: 10, column: 3) == 0)
    #expect(map.block(row: 10, column: 40) == 0)
    #expect(map.block(row: 10, column: 41) == nil)
    #expect(map.block(row: 25, column: 38) == 1)
    #expect(map.block(row: 20, column: 38) == 1)
    #expect(map.block(row: 4, column: 20) == nil)
  }

  @Test(arguments: 0..<40) func `windows hold the extent once and cross no block`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let side = Int.random(in: 1...90, using: &generator)
    let maps = [BlockMap.whole, .grid(side: side, columnCount: (83 + side - 1) / side)]
    let first = PixelPoint(
      column: Int.random(in: 0..<80, using: &generator), row: Int.random(in: 0..<60, using: &generator))
    let extent = PixelWindow(
      columns: first.column..<Int.random(in: first.column...83, using: &generator),
      rows: first.row..<Int.random(in: first.row...61, using: &generator))
    let limit = Int.random(in: 5...50, using: &generator)
    for map in maps {
      var counts = [Int](repeating: 0, count: Self.size.pixelCount)
      for window in map.windows(of: extent, side: limit) {
        #expect(!window.isEmpty && window.width <= limit && window.height <= limit)
        var blocks = Set<Int?>()
        for row in window.rows {
          for column in window.columns {
            counts[row * 83 + column] += 1
            blocks.insert(map.block(row: row, column: column))
          }
        }
        #expect(blocks.count == 1)
      }
      for row in 0..<61 {
        for column in 0..<83 {
          let isInside = extent.rows.contains(row) && extent.columns.contains(column)
          #expect(counts[row * 83 + column] == (isInside ? 1 : 0))
        }
      }
    }
  }

  @Test(arguments: 0..<24) func `the folds nearby are those within the buffer`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let side = Int.random(in: 3...30, using: &generator)
    let map =
      seed % 3 == 0 ? try Self.fields() : .grid(side: side, columnCount: (83 + side - 1) / side)
    let distance = Int.random(in: 1...25, using: &generator)
    let folds = (0..<800).map { _ in Int.random(in: 0..<8, using: &generator) }
    let fold = { (block: Int) in folds[block] < 7 ? folds[block] : nil }
    let nearby = NearbyFolds(map, size: Self.size, distance: distance, fold: fold)
    for _ in 0..<60 {
      let row = Int.random(in: 0..<61, using: &generator)
      let column = Int.random(in: 0..<83, using: &generator)
      var expected: UInt128 = 0
      for y in max(0, row - distance)...min(60, row + distance) {
        for x in max(0, column - distance)...min(82, column + distance) {
          if let fold = map.block(row: y, column: x).flatMap(fold) { expected |= 1 << UInt128(fold) }
        }
      }
      #expect(nearby.folds(row: row, column: column) & ~expected == 0 || seed % 3 == 0)
      #expect(nearby.folds(row: row, column: column) & expected == expected, "\(row), \(column), \(distance)")
    }
    #expect(NearbyFolds(map, size: Self.size, distance: 0, fold: fold).folds(row: 5, column: 5) == 0)
  }
}
