import Foundation
import JobDefinition
import TestSupport
import Testing

@testable import Learning

/// Samples whose pixels are alike within blocks.
enum MadeSample {
  static let columns: [DriftSample.Column] = [
    .init(.band, "red"), .init(.feature, "ndvi"), .init(.classCode, "class"),
  ]

  /// - Parameters:
  ///   - shift: What is added to all values of the first column.
  ///   - blockSpread: How much blocks differ beside their pixels.
  static func make(
    seed: Int, blockCount: Int = 20, rowCount: Int = 12, shift: Float = 0, blockSpread: Float = 1
  ) -> DriftSample {
    var generator = SeededGenerator(seed: seed)
    func random() -> Float { Float.random(in: -1...1, using: &generator) }
    var sample = DriftSample(columns: columns)
    for _ in 0..<blockCount {
      let (red, ndvi) = (random() * blockSpread, random() * blockSpread)
      sample.append(
        block: (0..<rowCount).flatMap { _ -> [Float] in
          let value = ndvi + random()
          return [red + random() + shift, value, value > 0.8 ? 1 : 0]
        })
    }
    return sample
  }
}

@Suite struct `A flight beside the training` {
  private func compare(
    _ reference: DriftSample, _ flight: DriftSample, falseAlarm: Double = 0.05, tolerance: Double = 0
  ) -> DriftComparison? {
    DriftComparison(
      reference: reference, flight: flight, settings: .init(falseAlarm: falseAlarm, tolerance: tolerance))
  }

  /// 300 pairs of one distribution, whose pixels are far from independent.
  private static let alike = (0..<300).compactMap { seed in
    DriftComparison(
      reference: MadeSample.make(seed: 2 * seed + 1), flight: MadeSample.make(seed: 2 * seed + 2),
      settings: .init(falseAlarm: 0.1, tolerance: 0))
  }

  @Test func `of flights of one kind one in ten is beyond the line where that is asked for`() {
    let count = Self.alike.count { $0.hasDrifted }
    // 99.9 % of a binomial of 300 and 0.1 lie within.
    #expect((14...49).contains(count), "\(count) of 300")
  }

  @Test func `the least chance of all figures is evenly spread, at most`() {
    let chances = Self.alike.compactMap { $0.figures.map(\.familyChance).min() }.sorted()
    for (place, chance) in chances.enumerated() {
      // The line of Kolmogorov's test at 0.1 %: 1.95 / sqrt(300).
      #expect(chance > Double(place) / 300 - 0.113)
    }
  }

  @Test func `a figure's own chance counts blocks, not pixels`() {
    let small = Self.alike.count { $0.figures[0].ownChance < 0.05 }
    // The sizes are on the safe side: 99.9 % of a binomial of 300 and 0.05 lie up to 28.
    #expect(small <= 28, "\(small) of 300")
    let sizes = Self.alike.flatMap { $0.figures[0].effectiveSizes }
    #expect(sizes.allSatisfy { $0 > 19 && $0 < 120 })
    let pixels = Self.alike.count {
      DriftDistance.chance(of: $0.figures[0].distance, sizes: (240, 240)) < 0.05
    }
    #expect(pixels > 100, "\(pixels) of 300, were pixels independent")
  }

  @Test func `a shift is found and named, and tolerance covers a small one`() throws {
    let reference = MadeSample.make(seed: 1)
    let shifted = MadeSample.make(seed: 2, shift: 1.2)
    let found = try #require(compare(reference, shifted))
    #expect(found.hasDrifted && found.worst?.column.name == "red")
    #expect(found.figures[0].familyChance == 1.0 / 200)
    #expect(found.figures[0].stabilityIndex > 0.25 && found.figures[1].distance < found.figures[1].line)
    let tolerant = try #require(compare(reference, shifted, tolerance: 0.9))
    #expect(!tolerant.hasDrifted && tolerant.figures[0].line == 0.9)
  }

  @Test func `too few blocks tell nothing`() {
    let few = MadeSample.make(seed: 1, blockCount: 7)
    #expect(compare(few, MadeSample.make(seed: 2)) == nil)
    #expect(compare(MadeSample.make(seed: 2), few) == nil)
  }

  @Test func `a forest tells shifted flights, and no more than chance of one kind`() throws {
    let reference = MadeSample.make(seed: 1, blockCount: 40)
    let alike = try TwoSampleClassifier(
      reference: reference, flight: MadeSample.make(seed: 2, blockCount: 40)
    ).separability
    #expect((0.3...0.7).contains(try #require(alike.value)))
    let shifted = try TwoSampleClassifier(
      reference: reference, flight: MadeSample.make(seed: 3, blockCount: 40, shift: 1.5)
    ).separability
    #expect(try #require(shifted.value) > 0.8 && (shifted.interval?.lower ?? 0) > 0.7)
  }

  @Test func `of flights of one kind a forest takes one in twenty for others, at most`() throws {
    let alarms = try (0..<100).count { seed in
      let found = try TwoSampleClassifier(
        reference: MadeSample.make(seed: 1000 + seed), flight: MadeSample.make(seed: 2000 + seed))
      return try #require(found.separability.value) > found.line(falseAlarm: 0.05, tolerance: 0.5)
    }
    // 99.9 % of a binomial of 100 and 0.05 lie within.
    #expect(alarms <= 13, "\(alarms) of 100")
  }

  /// The same places on two days, each with a look of its own that pixels share.
  @Test func `a place that both have seen does not make them unlike`() throws {
    let flight = MadeSample.make(seed: 7, blockCount: 30, blockSpread: 6)
    let found = try TwoSampleClassifier(reference: flight, flight: flight)
    #expect(abs(try #require(found.separability.value) - 0.5) < 0.02)
  }

  @Test func `what only figures together show is told by the forest alone`() throws {
    let (straight, crossed) = (Self.crossed(seed: 3, by: 1), Self.crossed(seed: 4, by: -1))
    let figures = try #require(compare(straight, crossed, tolerance: 0.2))
    #expect(!figures.hasDrifted)
    let found = try TwoSampleClassifier(reference: straight, flight: crossed)
    #expect(try #require(found.separability.value) > found.line(falseAlarm: 0.05, tolerance: 0.68))
    #expect(found.chance < 0.01)
  }

  /// Two figures of the same spread, of which one follows the other or its opposite.
  private static func crossed(seed: Int, by sign: Float) -> DriftSample {
    var generator = SeededGenerator(seed: seed)
    var sample = DriftSample(columns: MadeSample.columns)
    for _ in 0..<30 {
      sample.append(
        block: (0..<20).flatMap { _ -> [Float] in
          let value = Float.random(in: -1...1, using: &generator)
          return [value, sign * value + Float.random(in: -0.3...0.3, using: &generator), 0]
        })
    }
    return sample
  }

  @Test(arguments: [
    (1, 0.05, 6.313752), (2, 0.025, 4.302653), (3, 0.01, 4.540703), (4, 0.025, 2.776445), (7, 0.05, 1.894579),
  ])
  func `quantiles of Student's distribution are those of tables`(freedom: Int, chance: Double, value: Double)
  {
    let distribution = StudentDistribution(freedom: freedom)
    #expect(abs(distribution.quantile(exceededBy: chance) - value) < 1e-6)
    #expect(abs(distribution.upperTail(-value) - (1 - chance)) < 1e-6)
  }
}

@Suite struct `The reference in a model's folder` {
  private var reference: DriftReference {
    var reference = DriftReference(columns: MadeSample.columns)
    for (place, date) in ["2026-05-04", nil, "2025-06-10", "2026-06-12"].enumerated() {
      reference.append(
        name: "flight \(place)", date: date.flatMap { CalendarDate($0) },
        sample: MadeSample.make(seed: place, blockCount: 3 + place, rowCount: 5))
    }
    return reference
  }

  @Test func `is read as it was written, and always written alike`() throws {
    let bytes = reference.encoded
    #expect(try DriftReference(decoding: bytes, path: "m/drift.bin") == reference)
    #expect(bytes == reference.encoded)
  }

  @Test func `damaged, it is refused with its name`() throws {
    let bytes = reference.encoded
    for damaged in [
      Data(), bytes.prefix(9), bytes.prefix(40), bytes.dropLast(), bytes + [0],
      Data("FURWDRF".utf8) + [2] + bytes.dropFirst(8),
      bytes.prefix(8) + [255, 255, 255, 255] + bytes.dropFirst(12),
    ] {
      #expect(throws: ModelError.self) { try DriftReference(decoding: Data(damaged), path: "m/drift.bin") }
    }
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<500 {
      var mutant = [UInt8](bytes)
      mutant[Int.random(in: 0..<600, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      _ = try? DriftReference(decoding: Data(mutant), path: "m/drift.bin")
    }
  }

  @Test func `the nearest days of the season are taken, until there are blocks enough`() {
    func part(_ date: String?, _ least: Int) -> DriftReference.Part {
      reference.part(nearest: date.flatMap { CalendarDate($0) }, leastBlocks: least)
    }
    #expect(part("2027-05-01", 1).scenes.map(\.name) == ["flight 0"])
    #expect(part("2027-05-01", 1).seasonDays == 3)
    #expect(part("2024-06-11", 1).scenes.map(\.name) == ["flight 3"])
    #expect(part("2027-06-11", 1).scenes.map(\.name) == ["flight 2", "flight 3"])
    #expect(part("2027-06-11", 1).sample.blockSizes.count == 11)
    #expect(part("2027-05-01", 4).scenes.map(\.name) == ["flight 0", "flight 2"])
    #expect(part(nil, 1).scenes.count == 4 && part(nil, 1).seasonDays == nil)
    #expect(
      part("2027-06-11", 1).sample.blocks(5..<11)
        == MadeSample.make(seed: 3, blockCount: 6, rowCount: 5))
  }

  @Test(arguments: [
    ("2026-01-01", "2025-12-31", 1), ("2026-03-01", "2024-03-01", 1), ("2026-05-04", "2026-05-20", 16),
    ("2026-01-01", "2026-07-02", 182),
  ])
  func `the season goes round`(first: String, second: String, days: Int) throws {
    let (first, second) = (try #require(CalendarDate(first)), try #require(CalendarDate(second)))
    #expect(first.seasonDays(to: second) == days && second.seasonDays(to: first) == days)
  }
}
