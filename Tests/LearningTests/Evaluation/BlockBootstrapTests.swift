import Learning
import Pixels
import TestSupport
import Testing

@Suite struct `Intervals from blocks` {
  @Test func `with fewer than three blocks it says so`() throws {
    let two = Counted.blocks([
      Counted.matrix([[8, 2], [1, 9]]), Counted.matrix([[5, 5], [5, 5]]), Counted.matrix([[0, 0], [0, 0]]),
    ])
    let sheet = try #require(BlockBootstrap().scores(two))
    #expect(sheet.accuracy.value == 27.0 / 40)
    #expect(sheet.accuracy.interval == nil)
    #expect(sheet.missingIntervals == "2 blocks have labels; intervals need at least 3")
    #expect(BlockBootstrap().scores([:]) == nil)
  }

  @Test func `equal blocks give intervals without width, unequal ones hold the figure`() throws {
    let equal = Counted.blocks(Array(repeating: Counted.matrix([[8, 2], [1, 9]]), count: 5))
    let sheet = try #require(BlockBootstrap(replicates: 50).scores(equal))
    #expect(sheet.accuracy.interval == ConfidenceInterval(lower: 0.85, upper: 0.85))
    let mixed = Counted.blocks((0..<10).map { Counted.matrix([[80 - 4 * $0, 20 + 4 * $0], [10, 90]]) })
    let wide = try #require(BlockBootstrap().scores(mixed))
    for estimate in [wide.accuracy, wide.kappa, wide.meanIntersectionOverUnion, wide.classes[1].f1] {
      let interval = try #require(estimate.interval)
      #expect(interval.contains(try #require(estimate.value)))
      #expect(interval.upper - interval.lower > 0.02)
    }
  }

  @Test func `the seed and nothing else decides`() throws {
    let matrices = (0..<8).map { Counted.matrix([[80 - 7 * $0, 9], [10 + $0 * $0, 90]]) }
    let blocks = Counted.blocks(matrices)
    let bootstrap = BlockBootstrap(replicates: 200, seed: 3)
    #expect(bootstrap.scores(blocks) == bootstrap.scores(Dictionary(uniqueKeysWithValues: blocks.shuffled())))
    #expect(bootstrap.scores(blocks) != BlockBootstrap(replicates: 200, seed: 4).scores(blocks))
  }

  @Test func `a class in one block of many has no interval for its own figures`() throws {
    var matrices = Array(repeating: Counted.matrix([[9, 1, 0], [1, 9, 0], [0, 0, 0]]), count: 3)
    let rare = Counted.matrix([[9, 1, 0], [1, 9, 0], [0, 1, 5]])
    var sheet = try #require(BlockBootstrap().scores(Counted.blocks(matrices + [rare])))
    #expect(sheet.classes[2].recall.interval != nil)
    matrices += [ConfusionMatrix(codes: 0...2)]
    sheet = try #require(BlockBootstrap().scores(Counted.blocks(matrices)))
    #expect(sheet.classes[2].recall == Estimate(nil))
  }

  @Test func `means leave out draws that lack a class`() throws {
    let common = Array(repeating: Counted.matrix([[9, 1, 0], [1, 9, 0], [0, 0, 0]]), count: 9)
    let rare = Counted.matrix([[9, 1, 0], [1, 9, 0], [4, 4, 2]])
    let sheet = try #require(BlockBootstrap().scores(Counted.blocks(common + [rare])))
    let two = try #require(Counted.matrix([[9, 1, 0], [1, 9, 0], [0, 0, 0]]).meanIntersectionOverUnion)
    let interval = try #require(sheet.meanIntersectionOverUnion.interval)
    #expect(interval.contains(try #require(sheet.meanIntersectionOverUnion.value)))
    #expect(interval.upper < two - 0.1)
    #expect(try #require(sheet.meanF1.interval).upper < 0.9 - 0.1)
  }

  /// Blocks with an accuracy of their own, drawn around 0.8: intervals from 30
  /// blocks must hold 0.8 about as often as they say.
  @Test func `intervals hold the truth as often as they say`() throws {
    var generator = SeededGenerator(seed: 11)
    var held = 0
    for round in 0..<300 {
      let matrices = (0..<30).map { _ in
        let right = Int.random(in: 60...100, using: &generator)
        return Counted.matrix([[right, 100 - right], [100 - right, right]])
      }
      let sheet = try #require(
        BlockBootstrap(replicates: 200, seed: UInt64(round)).scores(Counted.blocks(matrices)))
      if try #require(sheet.accuracy.interval).contains(0.8) { held += 1 }
    }
    #expect((0.89...0.98).contains(Double(held) / 300), "\(held) of 300")
  }

  @Test func `the worst blocks come first, and groups add up`() {
    let matrices = [
      [[9, 1], [0, 9]], [[5, 0], [0, 5]], [[90, 9], [0, 90]], [[1, 2], [0, 0]], [[8, 1], [0, 0]],
    ]
    let blocks = Counted.blocks(matrices.map(Counted.matrix))
    let worst = JudgedBlock.worst(blocks, count: 3)
    #expect(worst.map(\.errorCount) == [9, 2, 1])
    #expect(worst.map(\.block.number) == [2, 3, 0])
    let byShare = JudgedBlock.worst(blocks, count: 9, by: .meanIntersectionOverUnion)
    #expect(byShare.map { [$0.block.scene, $0.block.number] } == [[0, 3], [1, 0], [0, 0], [0, 2]])
    let scenes = blocks.grouped { $0.scene }
    #expect(scenes[0]?.total == 19 + 10 + 189 + 3)
    #expect(scenes[1]?.total == 9)
    #expect(blocks.grouped { $0.scene == 1 ? "b" : nil }.count == 1)
  }
}
