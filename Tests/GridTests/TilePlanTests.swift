import Testing

@testable import Grid

@Suite struct TilePlanTests {
  @Test(arguments: [(1, 1, 4), (4, 4, 4), (5, 9, 4), (100, 37, 16), (16, 100, 33)])
  func `tiles cover every pixel once`(width: Int, height: Int, tileSize: Int) {
    let plan = TilePlan(mosaic: PixelSize(width: width, height: height), tileSize: tileSize)
    var hits = [Int](repeating: 0, count: width * height)
    for row in 0..<plan.rowCount {
      for column in 0..<plan.columnCount {
        let window = plan.window(row: row, column: column)
        #expect(!window.isEmpty)
        for y in window.rows { for x in window.columns { hits[y * width + x] += 1 } }
      }
    }
    #expect(hits.allSatisfy { $0 == 1 })
  }
}

@Suite struct PixelWindowTests {
  @Test func `a window grows by its halo and is cut at the mosaic`() {
    let bounds = PixelWindow(PixelSize(width: 10, height: 8))
    let window = PixelWindow(columns: 0..<4, rows: 3..<6)
    #expect(window.expanded(by: 3, within: bounds) == PixelWindow(columns: 0..<7, rows: 0..<8))
    #expect(bounds.contains(window))
    #expect(!window.contains(bounds))
  }
}
