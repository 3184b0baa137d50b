import TestSupport
import Testing

@testable import Learning

@Suite struct FoldPlanTests {
  private static let names = ["soil", "crop", "weed"]

  /// Blocks with soil everywhere, crop in most and weed in few.
  private static func blocks(_ generator: inout SeededGenerator, count: Int) -> [BlockID: [Int]] {
    var blocks: [BlockID: [Int]] = [:]
    for number in 0..<count {
      blocks[BlockID(scene: number % 3, number: number)] = [
        Int.random(in: 500...1500, using: &generator),
        number % 3 == 0 ? 0 : Int.random(in: 100...400, using: &generator),
        number % 7 == 1 ? Int.random(in: 1...90, using: &generator) : 0,
      ]
    }
    return blocks
  }

  @Test(arguments: 0..<30) func `every labelled block is in one fold and every class in several`(
    seed: Int
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let pixels = Self.blocks(&generator, count: Int.random(in: 9...60, using: &generator))
    let count = Int.random(in: 2...6, using: &generator)
    let plan = try FoldPlan(pixels: pixels, count: count, classNames: Self.names, seed: UInt64(seed))
    #expect(plan.count == count)
    #expect(Set(plan.foldOfBlock.keys) == Set(pixels.keys))
    #expect(Set(plan.foldOfBlock.values) == Set(0..<count), "no fold is empty")
    for place in Self.names.indices {
      let holding = Set(pixels.filter { $0.value[place] > 0 }.map { plan.foldOfBlock[$0.key] })
      #expect(holding.count >= 2, "\(Self.names[place])")
    }
  }

  @Test(arguments: 0..<10) func `shares are even where blocks allow it`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let pixels = Self.blocks(&generator, count: 100)
    let plan = try FoldPlan(pixels: pixels, count: 5, classNames: Self.names, seed: 1)
    for place in Self.names.indices {
      let total = Double(pixels.values.reduce(0) { $0 + $1[place] })
      let largest = Double(pixels.values.map { $0[place] }.max() ?? 0) / total
      let shares = (0..<5).map { fold in
        Double(
          pixels.filter { plan.foldOfBlock[$0.key] == fold }.values.reduce(0) { $0 + $1[place] }) / total
      }
      #expect(shares.allSatisfy { abs($0 - 0.2) < largest + 0.02 }, "\(Self.names[place]): \(shares)")
    }
  }

  @Test func `equal seeds give equal folds, others other ones`() throws {
    let pixels = Dictionary(
      uniqueKeysWithValues: (0..<40).map { (BlockID(scene: 0, number: $0), [100, 20]) })
    func folds(_ seed: UInt64) throws -> [BlockID: Int] {
      try FoldPlan(pixels: pixels, count: 4, classNames: ["a", "b"], seed: seed).foldOfBlock
    }
    #expect(try folds(3) == folds(3))
    #expect(try folds(3) != folds(4))
    let counts = try (0..<4).map { fold in try folds(3).values.count { $0 == fold } }
    #expect(counts == [10, 10, 10, 10])
  }

  @Test func `there are no more folds than blocks with labels`() throws {
    let pixels = [
      BlockID(scene: 0, number: 0): [5, 5], BlockID(scene: 0, number: 1): [5, 5],
      BlockID(scene: 0, number: 2): [0, 0], BlockID(scene: 1, number: 0): [5, 5],
    ]
    let plan = try FoldPlan(pixels: pixels, count: 5, classNames: ["a", "b"], seed: 1)
    #expect(plan.count == 3 && plan.foldOfBlock.count == 3)
    #expect(plan.foldOfBlock[BlockID(scene: 0, number: 2)] == nil)
  }

  @Test func `fewer than two blocks, or a class in one block alone, are refused`() {
    let one = [BlockID(scene: 0, number: 0): [5, 5], BlockID(scene: 0, number: 1): [0, 0]]
    #expect(throws: FoldError.tooFewBlocks(count: 1)) {
      try FoldPlan(pixels: one, count: 2, classNames: ["a", "b"], seed: 1)
    }
    #expect(throws: FoldError.tooFewBlocks(count: 0)) {
      try FoldPlan(pixels: [:], count: 2, classNames: ["a"], seed: 1)
    }
    let two = [BlockID(scene: 0, number: 0): [5, 5], BlockID(scene: 0, number: 1): [5, 0]]
    #expect(throws: FoldError.classInOneBlock(name: "b", folds: 2)) {
      try FoldPlan(pixels: two, count: 2, classNames: ["a", "b"], seed: 1)
    }
    #expect(
      "\(FoldError.classInOneBlock(name: "b", folds: 2))"
        == "all labels of class 'b' lie in one block, so no model that has seen the class can be tested on it"
    )
  }

  @Test func `a class that evenness would put into one fold is spread`() throws {
    // Weed's small part goes where soil is missing: the fold of its large part.
    let pixels = [
      BlockID(scene: 0, number: 0): [0, 990], BlockID(scene: 0, number: 1): [500, 10],
      BlockID(scene: 0, number: 2): [500, 0], BlockID(scene: 0, number: 3): [20, 0],
    ]
    let plan = try FoldPlan(pixels: pixels, count: 2, classNames: ["soil", "weed"], seed: 1)
    let folds = [0, 1].map { plan.foldOfBlock[BlockID(scene: 0, number: $0)] }
    #expect(folds[0] != folds[1])
  }

  @Test(arguments: 0..<40) func `few blocks of many classes are spread or refused`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    var pixels: [BlockID: [Int]] = [:]
    for number in 0..<Int.random(in: 3...8, using: &generator) {
      pixels[BlockID(scene: 0, number: number)] = (0..<4).map { _ in
        Bool.random(using: &generator) ? Int.random(in: 1...1000, using: &generator) : 0
      }
    }
    let names = ["a", "b", "c", "d"]
    do throws(FoldError) {
      let plan = try FoldPlan(pixels: pixels, count: 3, classNames: names, seed: 1)
      for place in names.indices where pixels.values.contains(where: { $0[place] > 0 }) {
        let holding = Set(pixels.filter { $0.value[place] > 0 }.map { plan.foldOfBlock[$0.key] })
        #expect(holding.count >= 2)
      }
    } catch {
      if case .classInOneFold = error { Issue.record("three folds can always spread these: \(pixels)") }
    }
  }

  @Test func `three classes that share three blocks pairwise do not fit into two folds`() throws {
    let pixels = [
      BlockID(scene: 0, number: 0): [9, 9, 0], BlockID(scene: 0, number: 1): [0, 9, 9],
      BlockID(scene: 0, number: 2): [9, 0, 9],
    ]
    let error = #expect(throws: FoldError.self) {
      try FoldPlan(pixels: pixels, count: 2, classNames: Self.names, seed: 1)
    }
    guard case .classInOneFold(_, folds: 2) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try FoldPlan(pixels: pixels, count: 3, classNames: Self.names, seed: 1).count == 3)
  }

  @Test func `classes that some folds lack are named`() throws {
    let pixels = [
      BlockID(scene: 0, number: 0): [9, 0, 3], BlockID(scene: 0, number: 1): [9, 5, 3],
      BlockID(scene: 0, number: 2): [9, 5, 3],
    ]
    let plan = try FoldPlan(pixels: pixels, count: 3, classNames: Self.names, seed: 1)
    let missing = plan.missingClasses(in: pixels, classCount: 3)
    #expect(missing.map(\.place) == [1] && missing.map(\.folds) == [1])
  }
}
