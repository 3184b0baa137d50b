import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import FieldStatistics

@Suite struct IndexTallyTests {
  @Test func `figures of a few weighted values are those of a hand`() throws {
    let tally = tally([1, 2, 4], weights: [1, 0.5, 0.5])
    #expect(tally.pixelWeight == 2)
    #expect(tally.mean == 2)
    #expect(tally.variance == 1.5)
    #expect(tally.minimum == 1)
    #expect(tally.maximum == 4)
    #expect(tally.nonfiniteCount == 0)
  }

  @Test func `values that cannot be counted are counted apart`() {
    let tally = tally([.nan, 3, .infinity, -0x1p23, 0x1.fffffep22], weights: [1, 0.5, 0.25, 1, 1])
    #expect(tally.nonfiniteCount == 3)
    #expect(tally.nonfiniteUnits == 9 << 22)
    #expect(tally.pixelWeight == 1.5)
    #expect(tally.minimum == 3)
  }

  @Test func `an empty tally has no figures`() {
    let tally = tally([.nan], weights: [1])
    #expect(tally.isEmpty)
    #expect(tally.mean == nil)
    #expect(tally.variance == nil)
    #expect(tally.percentile(0.5) == nil)
    #expect(tally.minimum == nil)
    #expect(tally.bins.isEmpty)
  }

  @Test func `equal values have no deviation`() {
    let tally = tally([Float](repeating: 0.3, count: 64), weights: [Double](repeating: 1, count: 64))
    #expect(tally.standardDeviation == 0)
    #expect(abs((tally.mean ?? 0) - Double(Float(0.3))) < 1e-14)
    #expect(tally.percentile(0.5) == Double(Float(0.3)))
  }

  @Test func `a small spread about a large mean is kept`() throws {
    let values = (0..<64).map { Float(300_000) + Float($0 % 2) }
    let tally = tally(values, weights: [Double](repeating: 1, count: 64))
    #expect(tally.standardDeviation == 0.5)
  }

  @Test func `both ways through a cell give one tally`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<50 {
      let values = (0..<64).map { _ in Float.random(in: -2...2, using: &random) }
      var fast = IndexTally()
      var places = [Int32](repeating: 0, count: 64)
      #expect(values.withUnsafeBufferPointer { fast.add(covered: $0.baseAddress!, places: &places) })
      #expect(fast == tally(values, weights: [Double](repeating: 1, count: 64)))
    }
  }

  @Test func `zeros of either sign are one`() {
    let (negative, positive) = (tally([-0.0], weights: [1]), tally([0.0], weights: [1]))
    #expect(bytes(of: negative) == bytes(of: positive))
  }

  @Test(arguments: 0..<12) func `figures agree with plain computation`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let scale: Float = [1, 0.001, 300, 20_000][seed % 4]
    var tally = IndexTally()
    var pixels: [(value: Double, weight: Double)] = []
    for _ in 0..<60 {
      let values = (0..<64).map { _ in
        scale * (Float.random(in: -0.4...1, using: &random) + Float.random(in: -0.2...1, using: &random)) / 2
      }
      let weights = (0..<64).map { _ in Double(UInt32.random(in: 1...(1 << 24), using: &random)) * 0x1p-24 }
      tally.merge(self.tally(values, weights: weights))
      pixels += zip(values, weights).map { (Double($0), $1) }
    }
    let total = pixels.reduce(0) { $0 + $1.weight }
    let mean = pixels.reduce(0) { $0 + $1.value * $1.weight } / total
    let variance = pixels.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) * $1.weight } / total
    #expect(abs(try #require(tally.mean) - mean) < 1e-9 * Double(scale))
    #expect(abs(try #require(tally.standardDeviation) - variance.squareRoot()) < 1e-7 * Double(scale))
    #expect(tally.minimum.map(Double.init) == pixels.map(\.value).min())
    #expect(tally.maximum.map(Double.init) == pixels.map(\.value).max())
  }

  @Test(arguments: [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95])
  func `percentiles are within half a percent`(share: Double) throws {
    var random = SeededGenerator(seed: 9)
    var tally = IndexTally()
    var pixels: [(value: Double, weight: Double)] = []
    for _ in 0..<200 {
      let values = (0..<64).map { _ in 0.75 + 0.2 * Float.random(in: -1...1, using: &random) }
      let weights = (0..<64).map { _ in Int.random(in: 0..<4, using: &random) == 0 ? 0.5 : 1 }
      tally.merge(self.tally(values, weights: weights))
      pixels += zip(values, weights).map { (Double($0), $1) }
    }
    pixels.sort { $0.value < $1.value }
    let target = share * pixels.reduce(0) { $0 + $1.weight }
    var reached = 0.0
    let exact = try #require(
      pixels.first { pixel in
        reached += pixel.weight
        return reached >= target
      })
    #expect(abs(try #require(tally.percentile(share)) / exact.value - 1) < 0.005)
  }

  @Test func `percentiles rise from minimum to maximum over zero`() throws {
    let values: [Float] = [-3, -0.5, -0.00001, 0, 0.00001, 0.25, 7]
    let tally = tally(values, weights: [Double](repeating: 1, count: 7))
    let found = try stride(from: 0.0, through: 1, by: 0.01).map { try #require(tally.percentile($0)) }
    #expect(found == found.sorted())
    #expect(found.first == -3)
    #expect(found.last == 7)
    #expect(abs(found[50]) < 0x1p-14)
  }

  @Test func `the histogram for people keeps the whole weight`() {
    var random = SeededGenerator(seed: 2)
    let values = (0..<64).map { _ in Float.random(in: -0.3...0.9, using: &random) }
    let tally = tally(values, weights: [Double](repeating: 1, count: 64))
    let bins = tally.equalBins(count: 10, in: 0...0.5)
    #expect(bins.count == 10)
    #expect(abs(bins.reduce(0) { $0 + $1.pixelWeight } - 64) < 1e-9)
    let below = Double(values.count { $0 < 0.05 })
    #expect(abs(bins[0].pixelWeight - below) < 1.5)
    #expect(bins[9].high == 0.5)
  }

  @Test func `bins hold their values and ascend`() {
    for value in [0, 0x1p-14, 0.1, 0.5, 1, 1.999, 1000, 0x1.fffffep22] as [Float] {
      for signed in [value, -value] {
        let range = ValueBins.range(place: ValueBins.place(bits: signed.bitPattern))
        #expect(range.low <= Double(signed) && Double(signed) <= range.high)
        #expect(range.high - range.low <= max(Double(value) / 256, 0x1p-13))
      }
    }
    #expect(ValueBins.place(bits: Float(0x1.fffffep22).bitPattern) == ValueBins.count - 1)
    #expect(ValueBins.place(bits: Float(-0x1.fffffep22).bitPattern) == 0)
  }

  @Test func `values too large for the sums are flagged`() {
    var huge = tally([8_000_000], weights: [1])
    #expect(!huge.isOutOfRange)
    for _ in 0..<34 { huge.merge(huge) }
    #expect(huge.isOutOfRange)
    #expect(huge.mean == nil)
  }

  private func bytes(of tally: IndexTally) -> [UInt8] {
    var bytes: [UInt8] = []
    tally.encode(into: &bytes)
    return bytes
  }

  private func tally(_ values: [Float], weights: [Double]) -> IndexTally {
    var tally = IndexTally()
    var values = values + [Float](repeating: 0, count: 64 - values.count)
    var units = weights.map { CoverageWeight(fraction: $0).units }
    units += [UInt32](repeating: 0, count: 64 - units.count)
    var places = [Int32](repeating: 0, count: 64)
    tally.add(values: &values, weights: &units, places: &places)
    return tally
  }
}
