import TestSupport
import Testing

@testable import Grid

@Suite struct StripPlanTests {
  @Test(arguments: 0..<200)
  func `strips cover every row once and hold the rows they need`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let plan = StripPlan(
      mosaic: PixelSize(width: 10, height: .random(in: 1...700, using: &random)),
      stripHeight: .random(in: 1...130, using: &random), reach: .random(in: 0...150, using: &random),
      blockHeight: [1, 2, 16, 64, 1000].randomElement(using: &random) ?? 1)
    var next = 0
    for index in 0..<plan.count {
      let core = plan.core(index)
      #expect(core.lowerBound == next)
      #expect(!core.isEmpty)
      next = core.upperBound
      #expect(plan.decodedEnd(index) >= plan.needed(index).upperBound)
      #expect(plan.decodedEnd(index) - plan.needed(index).lowerBound <= plan.capacity)
    }
    #expect(next == plan.mosaic.height)
  }

  @Test(arguments: 0..<200)
  func `strips cover some rows once and read what lies around them`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let height = Int.random(in: 1...700, using: &random)
    let first = Int.random(in: 0..<height, using: &random)
    let rows = first..<Int.random(in: first + 1...height, using: &random)
    let reach = Int.random(in: 0...150, using: &random)
    let plan = StripPlan(
      mosaic: PixelSize(width: 10, height: height), rows: rows,
      stripHeight: .random(in: 1...130, using: &random), reach: reach,
      blockHeight: [1, 2, 16, 64, 1000].randomElement(using: &random) ?? 1)
    let cores = (0..<plan.count).map(plan.core)
    #expect(cores.allSatisfy { !$0.isEmpty })
    #expect(cores.flatMap(Array.init) == Array(rows))
    #expect(plan.needed(0).lowerBound == max(0, rows.lowerBound - reach))
    #expect(plan.needed(plan.count - 1).upperBound == min(height, rows.upperBound + reach))
    for index in cores.indices {
      #expect(plan.decodedEnd(index) >= plan.needed(index).upperBound)
      #expect(plan.decodedEnd(index) - plan.needed(index).lowerBound <= plan.capacity)
    }
  }

  @Test func `no block is decoded beyond the strip that needs it when heights agree`() {
    let plan = StripPlan(
      mosaic: PixelSize(width: 10, height: 4096), stripHeight: 512, reach: 24, blockHeight: 512)
    for index in 0..<plan.count {
      #expect(plan.decodedEnd(index) == min(4096, (index + 1) * 512))
    }
    #expect(plan.capacity == 512 + 48)
  }
}
