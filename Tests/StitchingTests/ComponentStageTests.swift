import Pixels
import TestSupport
import Testing

@testable import Stitching

@Suite struct ComponentStageTests {
  static func rules(_ random: inout SeededGenerator, _ connectivity: Connectivity) -> [ComponentRule] {
    let limit = [1, 2, 3, 5, 9, 20, 60].randomElement(using: &random) ?? 5
    let minimums: [ClassCode: Int] = [0: limit, 2: 2 * limit, 3: 3]
    return [
      .sieve(belowPixels: limit, background: 7, connectivity: connectivity),
      .sieve(belowPixels: limit, classes: [1, 2], background: 0, connectivity: connectivity),
      ComponentRule(.sieve(minimumPixels: minimums, background: 9), connectivity: connectivity),
      ComponentRule(.relabel(from: 1, to: 0, size: .below(limit)), connectivity: connectivity),
      ComponentRule(.relabel(from: 0, to: 8, size: .atLeast(limit)), connectivity: connectivity),
      ComponentRule(.fillHoles(background: 0, belowPixels: limit), connectivity: connectivity),
    ]
  }

  @Test(arguments: 0..<200)
  func `streamed rows equal the definition on the whole raster`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let raster = Raster.noise(
      seed: seed, width: .random(in: 1...26, using: &random), height: .random(in: 1...26, using: &random),
      classes: .random(in: 1...5, using: &random),
      nodata: [0, 0, 0.05, 0.3].randomElement(using: &random) ?? 0,
      clump: [0, 0.5, 0.8, 0.95].randomElement(using: &random) ?? 0)
    for connectivity in Connectivity.allCases {
      let components = raster.components(connectivity)
      for rule in Self.rules(&random, connectivity) {
        let expected = raster.applying(rule, components)
        for slack in [0, 4096] {
          let streamed = raster.streaming(through: ComponentStage(rule, compactionSlack: slack))
          #expect(streamed == expected, "\(rule)\n\(raster)")
        }
      }
    }
  }

  @Test func `a patch below the minimum becomes what it borders most`() {
    let raster = Raster("000011", "003311", "000011", "000011")
    let rule = ComponentRule.sieve(belowPixels: 3, background: 9)
    #expect(raster.streaming(through: ComponentStage(rule)) == Raster("000011", "000011", "000011", "000011"))
  }

  @Test func `equal borders go to the lowest code`() {
    let raster = Raster("2221", "2231", "2111")
    let rule = ComponentRule.sieve(belowPixels: 2, background: 9)
    #expect(raster.streaming(through: ComponentStage(rule)) == Raster("2221", "2211", "2111"))
  }

  @Test func `small components do not vote and an island in nodata becomes background`() {
    let raster = Raster(".....", ".123.", ".....", "00000", "04500")
    let rule = ComponentRule.sieve(belowPixels: 3, background: 9)
    let expected = Raster(".....", ".999.", ".....", "00000", "00000")
    #expect(raster.streaming(through: ComponentStage(rule)) == expected)
  }

  @Test func `a diagonal touch joins eight neighbours and not four`() {
    let raster = Raster("10000", "01000", "00100", "00000")
    let eight = ComponentRule.sieve(belowPixels: 3, background: 9)
    let four = ComponentRule.sieve(belowPixels: 3, background: 9, connectivity: .four)
    #expect(raster.streaming(through: ComponentStage(eight)) == raster)
    #expect(raster.streaming(through: ComponentStage(four)) == Raster("00000", "00000", "00000", "00000"))
  }

  @Test func `a U is one component when its arms meet below`() {
    let raster = Raster("1000001", "1000001", "1111111")
    let rule = ComponentRule(.relabel(from: 1, to: 4, size: .atLeast(11)))
    #expect(raster.streaming(through: ComponentStage(rule)) == Raster("4000004", "4000004", "4444444"))
    let larger = ComponentRule(.relabel(from: 1, to: 4, size: .atLeast(12)))
    #expect(raster.streaming(through: ComponentStage(larger)) == raster)
  }

  @Test func `a spiral is one component however it winds`() {
    let raster = Raster(
      "1111111", "0000001", "1111101", "1000101", "1011101", "1000001", "1111111")
    let rule = ComponentRule(.relabel(from: 1, to: 2, size: .below(31)), connectivity: .four)
    let count = raster.codes.count { $0 == 1 }
    #expect(count == 31)
    #expect(raster.streaming(through: ComponentStage(rule)) == raster)
    let more = ComponentRule(.relabel(from: 1, to: 2, size: .below(32)), connectivity: .four)
    #expect(raster.streaming(through: ComponentStage(more)).codes.count { $0 == 2 } == 31)
  }

  @Test func `nested rings fill the inner hole alone`() {
    let raster = Raster(
      "0000000", "0111110", "0100010", "0102010", "0100010", "0111110", "0000000")
    let rule = ComponentRule(.fillHoles(background: 0, belowPixels: 100), connectivity: .four)
    #expect(raster.streaming(through: ComponentStage(rule)) == raster)
    let plain = Raster("0000000", "0111110", "0100010", "0101010", "0100010", "0111110", "0000000")
    let filled = Raster("0000000", "0111110", "0111110", "0111110", "0111110", "0111110", "0000000")
    #expect(plain.streaming(through: ComponentStage(rule)) == filled)
  }

  @Test func `holes at the edge, at nodata or of the limit's size stay`() {
    let rule = ComponentRule(.fillHoles(background: 0, belowPixels: 2))
    for raster in [
      Raster("1011", "1111", "1111"), Raster("1111", "1111", "1101"), Raster("1111", "0111", "1111"),
      Raster("11.1", "1101", "1111"), Raster("1111", "1001", "1111"),
    ] {
      #expect(raster.streaming(through: ComponentStage(rule)) == raster)
    }
    let hole = Raster("1111", "1011", "1111")
    #expect(hole.streaming(through: ComponentStage(rule)) == Raster("1111", "1111", "1111"))
  }

  @Test func `rows pass as soon as their components are known`() {
    let stage = ComponentStage(.sieve(belowPixels: 4, background: 0))
    #expect(stage.push(ClassRow([0, 0, 0, 0, 0])).count == 1)
    #expect(stage.push(ClassRow([0, 1, 0, 0, 0])).isEmpty)
    #expect(stage.push(ClassRow([0, 1, 0, 0, 0])).isEmpty)
    #expect(stage.push(ClassRow([0, 1, 1, 0, 0])).count == 3)
    #expect(stage.push(ClassRow([0, 0, 0, 2, 0])).isEmpty)
    #expect(
      stage.push(ClassRow([0, 0, 0, 0, 0])) == [ClassRow([0, 0, 0, 0, 0]), ClassRow([0, 0, 0, 0, 0])])
    #expect(stage.finish().isEmpty)
  }

  @Test func `an empty raster stays empty`() {
    let stage = ComponentStage(.sieve(belowPixels: 4, background: 0))
    #expect(stage.finish().isEmpty)
  }

  @Test(arguments: [
    (ComponentRule.sieve(belowPixels: 12, background: 0), 20_000),
    (ComponentRule(.relabel(from: 1, to: 0, size: .below(12))), 3_000),
    (ComponentRule(.fillHoles(background: 0, belowPixels: 12)), 3_000),
  ])
  func `memory does not grow with the raster's height`(rule: ComponentRule, height: Int) {
    var random = SeededGenerator(seed: 4)
    let stage = ComponentStage(rule, compactionSlack: 500)
    var (passed, heldRows, nodes, borders) = (0, 0, 0, 0)
    for _ in 0..<height {
      passed += stage.push(noiseRow(width: 300, &random)).count
      heldRows = max(heldRows, stage.heldRowCount)
      nodes = max(nodes, stage.nodeCount)
      borders = max(borders, stage.borderCount)
    }
    #expect(heldRows < 24)
    #expect(nodes < 12_000)
    #expect(borders < 12_000)
    #expect(passed + stage.finish().count == height)
  }

  private func noiseRow(width: Int, _ random: inout SeededGenerator) -> ClassRow {
    var row = ClassRow()
    var bits = random.next()
    for column in 0..<width {
      if column % 16 == 0 { bits = random.next() }
      row.append(code: bits & 15 == 15 ? .nodata : ClassCode(bits & 3), count: 1)
      bits >>= 4
    }
    return row
  }
}

@Suite struct StageChainTests {
  @Test(arguments: 0..<40)
  func `a chain equals its rules one after another`(seed: Int) {
    let raster = Raster.noise(seed: seed, width: 23, height: 31, classes: 3, nodata: 0.02, clump: 0.7)
    let rules = [
      ComponentRule.sieve(belowPixels: 4, background: 0),
      ComponentRule(.fillHoles(background: 0, belowPixels: 9)),
      ComponentRule(.relabel(from: 1, to: 2, size: .below(6)), connectivity: .four),
    ]
    let expected = rules.reduce(raster) { $0.applying($1) }
    #expect(raster.streaming(through: StageChain(rules.map { ComponentStage($0) })) == expected)
    #expect(raster.streaming(through: StageChain([])) == raster)
  }
}
