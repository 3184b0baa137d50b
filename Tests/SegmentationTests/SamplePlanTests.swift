import Grid
import Segmentation
import Testing
import TestSupport

@Suite struct SamplePlanTests {
  @Test(arguments: 0..<60) func `windows lie inside, apart and evenly`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let mosaic = PixelSize(
      width: Int.random(in: 1...9000, using: &generator),
      height: Int.random(in: 1...(seed % 2 == 0 ? 9000 : 300), using: &generator))
    let plan = SamplePlan(mosaic: mosaic)
    #expect((1...64).contains(plan.windows.count))
    let bounds = PixelWindow(mosaic)
    for (index, window) in plan.windows.enumerated() {
      #expect(!window.isEmpty && bounds.contains(window))
      #expect(window.width <= 256 && window.height <= 256)
      for other in plan.windows[(index + 1)...] {
        #expect(window.intersection(other).isEmpty, "\(mosaic): \(window) meets \(other)")
      }
    }
    let order = plan.windows.map { PixelPoint(column: $0.columns.lowerBound, row: $0.rows.lowerBound) }
    #expect(order == order.sorted())
  }

  @Test func `a small mosaic is taken whole`() {
    let plan = SamplePlan(mosaic: PixelSize(width: 1000, height: 700))
    #expect(plan.pixelCount == 700_000)
    #expect(plan.windows.count == 12)
  }

  @Test func `a large mosaic is sampled over its whole extent`() {
    let plan = SamplePlan(mosaic: PixelSize(width: 80_000, height: 80_000))
    #expect(plan.windows.count == 64)
    #expect(plan.pixelCount == 64 * 256 * 256)
    #expect(plan.windows[0] == PixelWindow(columns: 4872..<5128, rows: 4872..<5128))
    #expect(plan.windows[63] == PixelWindow(columns: 74872..<75128, rows: 74872..<75128))
  }

  @Test func `a long narrow mosaic is sampled along its length`() {
    let plan = SamplePlan(mosaic: PixelSize(width: 100_000, height: 200))
    #expect(plan.windows.count == 64)
    #expect(plan.windows.allSatisfy { $0.rows == 0..<200 && $0.width == 256 })
  }
}
