import Pixels
import TestSupport
import Testing

@testable import Learning

@Suite struct `Matching things` {
  static func streamed(_ masks: Masks, settleAt: Int = 1) throws -> [PanopticCounts] {
    var scorer = PanopticScorer(legend: try Masks.legend(), width: masks.width)
    scorer.fewestToSettle = settleAt
    for row in 0..<masks.height { scorer.push(truth: masks.truth[row], prediction: masks.prediction[row]) }
    return scorer.finish()
  }

  /// Segments as sets, every pair compared.
  static func compared(_ masks: Masks) -> [PanopticCounts] {
    let void = masks.truth.pixels { $0 > 2 }
    return (0...2).map { (code: ClassCode) in
      var counts = PanopticCounts()
      let truths = code == 0 ? [masks.truth.pixels { $0 == 0 }] : masks.truth.components(of: code)
      let found = code == 0 ? [masks.prediction.pixels { $0 == 0 }] : masks.prediction.components(of: code)
      var hits = Set<Int>()
      for truth in truths where !truth.isEmpty {
        let hit = found.indices.first { i in
          let both = truth.intersection(found[i]).count
          return 2 * both > truth.union(found[i].subtracting(void)).count
        }
        guard let hit else {
          counts.missed += 1
          continue
        }
        hits.insert(hit)
        counts.match(
          overlap: truth.intersection(found[hit]).count,
          union: truth.union(found[hit].subtracting(void)).count)
      }
      let alarms = found.indices.filter { i in
        !hits.contains(i) && !found[i].isEmpty && 2 * found[i].intersection(void).count <= found[i].count
      }
      counts.falseAlarms = alarms.count
      return counts
    }
  }

  @Test func `rows in turn find what all pixels at once show`() throws {
    var matched = 0
    for seed in 0..<400 {
      let masks = Masks.random(seed: seed)
      let expected = Self.compared(masks)
      for settleAt in [0, 3, 4096] {
        #expect(try Self.streamed(masks, settleAt: settleAt) == expected, "seed \(seed), \(settleAt)")
      }
      matched += expected[1].matched + expected[2].matched
    }
    #expect(matched > 200)
  }

  /// Oracles/evaluation.py: components by scikit-image.
  @Test func `counts are those by scikit-image`() throws {
    let counts = try Self.streamed(.cells())
    #expect(counts.map(\.matched) == [1, 9, 8])
    #expect(counts.map(\.falseAlarms) == [0, 11, 50])
    #expect(counts.map(\.missed) == [0, 7, 8])
    for (own, overlap) in zip(counts, [0.7373144632378322, 6.364804598400987, 5.828241439411652]) {
      #expect(abs(try #require(own.segmentationQuality) * Double(own.matched) - overlap) < 1e-9)
    }
  }

  @Test func `two parts that join below a closed plant match it`() throws {
    let truth: [[ClassCode]] = [[1, 1, 1, 1, 1], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]
    let prediction: [[ClassCode]] = [[1, 1, 0, 1, 1], [1, 0, 0, 0, 1], [0, 1, 1, 1, 0]]
    let masks = Masks(width: 5, height: 3, truth: truth, prediction: prediction)
    #expect(Self.compared(masks)[1].matched == 0)
    #expect(try Self.streamed(masks, settleAt: 0) == Self.compared(masks))
    let wide = Masks(
      width: 7, height: 3,
      truth: [[1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]],
      prediction: [[1, 1, 1, 0, 1, 1, 1], [0, 0, 0, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]])
    #expect(Self.compared(wide)[1].matched == 1)
    #expect(try Self.streamed(wide, settleAt: 0) == Self.compared(wide))
  }

  @Test func `qualities by hand`() {
    var counts = PanopticCounts()
    #expect(counts.panopticQuality == nil && counts.recognitionQuality == nil)
    counts.match(overlap: 3, union: 4)
    counts.falseAlarms = 1
    counts.missed = 2
    #expect(counts.segmentationQuality == 0.75)
    #expect(counts.recognitionQuality == 0.4)
    #expect(abs((counts.panopticQuality ?? 0) - 0.3) < 1e-15)
    #expect(counts.precision == 0.5)
    #expect(counts.recall == 1.0 / 3)
    var missed = PanopticCounts()
    missed.missed = 1
    #expect(missed.panopticQuality == 0)
    let mean = PanopticCounts.mean([counts, missed, PanopticCounts()], of: \.panopticQuality)
    #expect(abs((mean ?? 0) - 0.15) < 1e-15)
  }

  @Test func `scenes add up in any order, and a scorer takes one after another`() throws {
    let parts = try (0..<12).map { try Self.streamed(.random(seed: $0)) }
    func sum(_ order: [Int]) -> [PanopticCounts] {
      order.reduce(into: Array(repeating: PanopticCounts(), count: 3)) { sum, part in
        for i in 0..<3 { sum[i].merge(parts[part][i]) }
      }
    }
    #expect(sum(Array(0..<12)) == sum([7, 3, 11, 0, 5, 1, 9, 2, 10, 4, 6, 8]))
    let masks = Masks.cells()
    var scorer = PanopticScorer(legend: try Masks.legend(), width: masks.width)
    for _ in 0..<2 {
      for row in 0..<masks.height { scorer.push(truth: masks.truth[row], prediction: masks.prediction[row]) }
      #expect(try scorer.finish() == Self.streamed(masks))
    }
  }

  @Test func `a tall scene leaves little behind`() throws {
    var scorer = PanopticScorer(legend: try Masks.legend(), width: 64)
    scorer.fewestToSettle = 100
    var generator = SeededGenerator(seed: 8)
    var most = 0
    for _ in 0..<4000 {
      let row = (0..<64).map { _ in ClassCode.random(in: 0...2, using: &generator) }
      let other = (0..<64).map { _ in ClassCode.random(in: 0...2, using: &generator) }
      scorer.push(truth: row, prediction: other)
      most = max(most, scorer.forest.count, scorer.forest.overlaps.count)
    }
    #expect(most < 2000)
  }
}
