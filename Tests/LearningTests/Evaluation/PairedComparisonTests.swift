import Learning
import Pixels
import TestSupport
import Testing

@Suite struct `Two maps on the same truth` {
  private let legend = try? Legend(
    (0..<2).map {
      Legend.Entry(
        code: $0, name: "class \($0)", color: .init(red: $0, green: 0, blue: 0), kind: .stuff, group: .other)
    })

  /// Blocks that differ much, in which a map is right up to `errors` pixels.
  private func blocks(errors: (Int) -> Int) -> [BlockID: ConfusionMatrix] {
    Counted.blocks(
      (0..<12).map { Counted.matrix([[200 + 30 * $0 - errors($0), errors($0)], [5 * $0, 100]]) })
  }

  @Test func `is better where each block is a little better, though blocks differ more than the maps`() throws
  {
    let comparison = PairedComparison(
      subject: blocks { 10 + 5 * $0 }, other: blocks { 14 + 5 * $0 }, legend: try #require(legend))
    #expect(comparison.verdict == .better && comparison.blockCount == 12)
    let figure = comparison.figures[0]
    let interval = try #require(figure.difference.interval)
    #expect(figure.key == "mean_iou" && interval.lower > 0)
    let alone = try #require(
      BlockBootstrap().scores(blocks { 10 + 5 * $0 })?.meanIntersectionOverUnion.interval)
    #expect(interval.upper - interval.lower < (alone.upper - alone.lower) / 4)
    let turned = PairedComparison(
      subject: blocks { 14 + 5 * $0 }, other: blocks { 10 + 5 * $0 }, legend: try #require(legend))
    #expect(turned.verdict == .worse)
    #expect(turned.figures[0].difference.value == figure.difference.value.map { -$0 })
  }

  @Test func `cannot be told where blocks disagree, or are too few`() throws {
    let legend = try #require(legend)
    let mixed = PairedComparison(
      subject: blocks { $0.isMultiple(of: 2) ? 10 : 30 }, other: blocks { $0.isMultiple(of: 2) ? 30 : 10 },
      legend: legend)
    #expect(mixed.verdict == .undecided && mixed.figures[0].difference.interval?.contains(0) == true)
    let same = PairedComparison(subject: blocks { $0 }, other: blocks { $0 }, legend: legend)
    #expect(same.verdict == .undecided && same.figures[0].difference.value == 0)
    let two = PairedComparison(
      subject: blocks { _ in 1 }.filter { $0.key < BlockID(scene: 0, number: 2) }, other: blocks { _ in 90 },
      legend: legend)
    #expect(two.verdict == .undecided && two.blockCount == 2 && two.figures[0].difference.interval == nil)
    #expect(PairedComparison(subject: [:], other: [:], legend: legend).verdict == .undecided)
  }

  @Test func `area error is the quantity disagreement of Pontius and Millones`() {
    // 30 of class 0 mapped as 1, 10 of class 1 mapped as 0: 20 of 100 too many.
    #expect(Counted.matrix([[40, 30], [10, 20]]).areaError == 0.2)
    #expect(Counted.matrix([[40, 10], [10, 40]]).areaError == 0)
    #expect(Counted.matrix([[0, 0], [0, 0]]).areaError == nil)
  }

  @Test func `intervals hold no difference as often as they say`() throws {
    let legend = try #require(legend)
    var generator = SeededGenerator(seed: 9)
    let missed = (0..<200).count { _ in
      func drawn() -> [Int] { (0..<12).map { _ in Int.random(in: 10...60, using: &generator) } }
      let (own, other) = (drawn(), drawn())
      let comparison = PairedComparison(
        subject: blocks { own[$0] }, other: blocks { other[$0] }, legend: legend,
        bootstrap: BlockBootstrap(replicates: 200))
      return comparison.verdict != .undecided
    }
    // Percentile intervals of 12 blocks are known to be a little narrow.
    #expect((2...36).contains(missed), "\(missed) of 200")
  }
}
