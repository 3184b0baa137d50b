import Learning
import TestSupport
import Testing

@testable import Batch

@Suite struct SampleRatesTests {
  @Test func `a class is cut at one height in all scenes`() {
    // 10 and 30 stay whole, the rest of 100 is shared by two: 30 each.
    let rates = SampleRates(counts: [[10, 5], [30, 0], [200, 5], [400, 5]], perClass: 100, perScene: nil)
    #expect((0..<4).map { rates.rate(scene: $0, place: 0) } == [1, 1, 30.0 / 200, 30.0 / 400])
    #expect((0..<4).map { rates.rate(scene: $0, place: 1) } == [1, 0, 1, 1])
  }

  @Test func `no scene gives more than its own limit`() {
    let rates = SampleRates(counts: [[1000], [50]], perClass: 500, perScene: 40)
    #expect((0..<2).map { rates.rate(scene: $0, place: 0) } == [40.0 / 1000, 40.0 / 50])
  }

  @Test(arguments: 0..<30) func `the wanted number is reached where there is enough`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let counts = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
      [Int.random(in: 0...1000, using: &generator)]
    }
    let wanted = Int.random(in: 1...3000, using: &generator)
    let perScene = Bool.random(using: &generator) ? Int.random(in: 1...800, using: &generator) : nil
    let rates = SampleRates(counts: counts, perClass: wanted, perScene: perScene)
    let expected = counts.indices.map { rates.rate(scene: $0, place: 0) * Double(counts[$0][0]) }
    let available = counts.reduce(0) { $0 + min($1[0], perScene ?? .max) }
    #expect(abs(expected.reduce(0, +) - Double(min(wanted, available))) < 1e-6)
    #expect(counts.indices.allSatisfy { (0...1).contains(rates.rate(scene: $0, place: 0)) })
  }

  @Test func `samples are parted by fold and buffer`() throws {
    let blocks = (0..<4).map { BlockID(scene: 0, number: $0) }
    let folds = try FoldPlan(
      pixels: Dictionary(uniqueKeysWithValues: blocks.map { ($0, [5, 5]) }), count: 2,
      classNames: ["a", "b"],
      seed: 1)
    var samples = Samples(featureCount: 2)
    for (number, block) in blocks.enumerated() {
      for near in 0..<4 {
        samples.add(label: UInt8(number % 2), block: block, near: UInt128(near)) {
          ($0[0], $0[1]) = (Float(number), Float(near))
        }
      }
    }
    for fold in 0..<2 {
      let (seen, held) = (samples.seen(without: fold, of: folds), samples.held(by: fold, of: folds))
      #expect(held.count == 8 && held.blocks.allSatisfy { folds.foldOfBlock[$0] == fold })
      #expect(seen.count == 4)
      for row in 0..<seen.count {
        #expect(folds.foldOfBlock[seen.blocks[row]] != fold)
        #expect(Int(seen.features[row * 2 + 1]) & (1 << fold) == 0)
      }
    }
    var double = samples
    double.append(samples)
    #expect(double.count == 32 && double.features.count == 64)
    #expect(samples.counts(classCount: 3) == [8, 8, 0])
  }
}
