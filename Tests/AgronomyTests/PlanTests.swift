import Grid
import TestSupport
import Testing

@testable import Agronomy

@Suite struct PlanTests {
  /// A prescription over 24 by 24 cells of a metre with a random half of them treated.
  private func plan(_ seed: Int, share: Int = 2) throws -> Prescription {
    var random = SeededGenerator(seed: seed)
    let lattice = try MachineLattice(
      over: MachineLatticeTests.rectangle(width: 24, length: 24, bearing: 0),
      machine: try Machine(boomMetres: 6, sectionMetres: 1, stepMetres: 1), direction: .degrees(0))
    let zones = (0..<576).map { _ in UInt8(Int.random(in: 0..<share, using: &random) == 0 ? 1 : 0) }
    return Prescription(
      lattice: lattice, weights: Array(repeating: 1 << 24, count: 576), zones: zones, rates: [0, 100],
      unit: .litres, blanketRate: 100)
  }

  @Test(arguments: [2, 3, 4, 5]) func `coarser cells leave nothing out`(factor: Int) throws {
    let fine = try plan(7, share: 9)
    let coarse = fine.coarsened(by: factor)
    #expect(zip(fine.zones, coarse.zones).allSatisfy { $0 <= $1 })
    #expect(coarse.product >= fine.product)
    // Blocks do not join swaths of six cells.
    for column in stride(from: 5, to: 23, by: 6) {
      let isSame = (0..<24).allSatisfy {
        coarse.zones[$0 * 24 + column] == coarse.zones[$0 * 24 + column + 1]
      }
      #expect(!isSame)
    }
  }

  @Test func `the blocks' interval holds the product and is the same each time`() throws {
    let plan = try plan(3)
    let interval = try #require(plan.blockInterval())
    #expect(interval.low < plan.product && plan.product < interval.high)
    #expect(interval == plan.blockInterval())
    #expect(interval.basis == .blocks)
  }

  /// The spread of the blocks' means foretells the interval's width: 1.96 standard errors each way.
  @Test(arguments: 0..<5) func `the blocks' interval is as wide as their spread`(seed: Int) throws {
    let plan = try plan(seed)
    let blocks = (0..<16).map { block in
      (0..<36).reduce(0.0) { sum, cell in
        let (column, row) = (block % 4 * 6 + cell % 6, block / 4 * 6 + cell / 6)
        return sum + (plan.zones[row * 24 + column] == 1 ? 0.01 : 0)
      }
    }
    let mean = blocks.reduce(0, +) / 16
    let deviation = (blocks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 16).squareRoot()
    let interval = try #require(plan.blockInterval())
    let expected = 2 * 1.96 * deviation / 4 * 16
    #expect(abs((interval.high - interval.low) / expected - 1) < 0.15)
  }

  @Test func `a corrected area carries over to the product`() throws {
    let plan = try plan(1)
    let interval = plan.correctedInterval((low: 0.5, high: 5))
    #expect(abs(interval.low - plan.product / 2) < 1e-12)
    #expect(interval.high == plan.blanketProduct && interval.basis == .correctedArea)
  }

  @Test func `too few blocks say nothing`() throws {
    let lattice = try MachineLattice(
      over: MachineLatticeTests.rectangle(width: 6, length: 12, bearing: 0),
      machine: try Machine(boomMetres: 6, sectionMetres: 1, stepMetres: 1), direction: .degrees(0))
    let plan = Prescription(
      lattice: lattice, weights: Array(repeating: 1 << 24, count: 72), zones: Array(repeating: 0, count: 72),
      rates: [0], unit: .litres, blanketRate: 1)
    #expect(plan.blockInterval() == nil)
  }
}
