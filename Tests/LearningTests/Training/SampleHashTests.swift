import Testing

@testable import Learning

@Suite struct SampleHashTests {
  @Test func `numbers depend on all that they are made from, and on its order`() {
    let hash = SampleHash(seed: 1)
    #expect(hash == SampleHash(seed: 1))
    #expect(hash.adding(3).adding(4) == SampleHash(seed: 1).adding(3).adding(4))
    let others = [
      hash.adding(3).adding(4), hash.adding(4).adding(3), hash.adding(3), hash.adding(4), hash,
      SampleHash(seed: 2).adding(3).adding(4), hash.adding(-3).adding(4), hash.adding(3).adding(0),
    ]
    #expect(Set(others.map(\.bits)).count == others.count)
  }

  @Test func `neighbouring pixels have even and independent numbers`() {
    let hash = SampleHash(seed: 7)
    var counts = [Int](repeating: 0, count: 100)
    for row in 0..<200 {
      let line = hash.adding(row)
      for column in 0..<200 {
        let (here, next) = (line.adding(column).unit, line.adding(column + 1).unit)
        #expect((0..<1).contains(here))
        counts[Int(here * 10) * 10 + Int(next * 10)] += 1
      }
    }
    // 400 in each cell with a deviation of 20.
    #expect(counts.allSatisfy { abs($0 - 400) < 100 })
  }

  @Test func `a sequence is drawn again from its hash`() {
    var (first, second) = (SampleSequence(SampleHash(seed: 5)), SampleSequence(SampleHash(seed: 5)))
    let drawn = (0..<50).map { _ in first.unit() }
    #expect(drawn == (0..<50).map { _ in second.unit() })
    #expect(Set(drawn).count == 50)
  }

  @Test func `normal numbers have mean 0 and deviation 1`() {
    var draw = SampleSequence(SampleHash(seed: 9))
    let drawn = (0..<20_000).map { _ in draw.normal() }
    let mean = drawn.reduce(0, +) / 20_000
    let variance = drawn.reduce(0) { $0 + $1 * $1 } / 20_000
    #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.04)
    let signed = (0..<20_000).map { _ in draw.signed() }
    #expect(signed.allSatisfy { (-1...1).contains($0) } && abs(signed.reduce(0, +)) < 250)
  }
}
