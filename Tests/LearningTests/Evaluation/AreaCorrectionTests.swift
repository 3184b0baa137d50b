import Foundation
import Learning
import Pixels
import TestSupport
import Testing

@Suite struct `Correcting a field's areas` {
  typealias Blocks = [BlockID: ConfusionMatrix]

  /// A place of soil and weed whose pixels go wrong together: 10 000 pixels in
  /// patches of 500, each patch with shares of its own.
  static func place(_ generator: inout SeededGenerator, patches: Int = 20) -> ConfusionMatrix {
    let lean = Double.random(in: -0.03...0.03, using: &generator)
    var matrix = ConfusionMatrix(codes: 0...1)
    for _ in 0..<patches {
      let weed = Int.random(in: 20...180, using: &generator)
      let missed = max(0, 0.08 + lean + Double.random(in: -0.07...0.07, using: &generator))
      let made = max(0, 0.25 + 3 * lean + Double.random(in: -0.15...0.15, using: &generator))
      let hidden = Int(missed * Double(500 - weed))
      let wrong = Int(made * Double(weed))
      matrix.add(truth: 0, prediction: 0, count: 500 - weed - hidden)
      matrix.add(truth: 1, prediction: 0, count: hidden)
      matrix.add(truth: 0, prediction: 1, count: wrong)
      matrix.add(truth: 1, prediction: 1, count: weed - wrong)
    }
    return matrix
  }

  static func places(_ count: Int, _ generator: inout SeededGenerator) -> Blocks {
    var blocks: Blocks = [:]
    for number in 0..<count { blocks[BlockID(scene: 0, number: number)] = place(&generator) }
    return blocks
  }

  static func mapped(_ field: ConfusionMatrix, squareMetres: Double) -> [ClassCode: Double] {
    [0, 1].reduce(into: [:]) { $0[$1] = Double(field.counts(of: $1)?.predicted ?? 0) * squareMetres }
  }

  @Test func `a model that was always right changes nothing`() throws {
    let blocks = Counted.blocks((1...5).map { Counted.matrix([[40 * $0, 0], [0, 9]]) })
    let correction = try AreaCorrection(blocks: blocks, pixelAreas: [0: 0.01, 1: 0.01])
    for area in try correction.corrected(mappedSquareMetres: [0: 300, 1: 20]) {
      #expect(area.squareMetres == area.mappedSquareMetres)
      #expect(area.standardErrorSquareMetres == 0)
      #expect(area.interval == ConfidenceInterval(lower: area.squareMetres, upper: area.squareMetres))
    }
  }

  @Test func `two places by hand`() throws {
    // Mapped weed: 10 and 30 pixels, 5 and 25 of them right: three quarters. Residuals of weed
    // 5 - 7.5 and 25 - 22.5: a variance of 12.5. Mapped soil is always right.
    let blocks = Counted.blocks([
      Counted.matrix([[90, 5], [0, 5]]), Counted.matrix([[70, 5], [0, 25]]),
    ])
    let correction = try AreaCorrection(blocks: blocks, pixelAreas: [0: 2])
    #expect(correction.shares == [[1, 0], [0.25, 0.75]])
    #expect(correction.meanAreas == [160, 40])
    #expect(correction.covariances[1] == [[0, 0], [0, 50]])
    #expect(correction.place == .block && correction.placeCount == 2 && correction.isOnGround)
    let areas = try correction.corrected(mappedSquareMetres: [0: 160, 1: 40])
    #expect(areas.map(\.squareMetres) == [170, 30])
    #expect(areas.map(\.interval) == [nil, nil])
  }

  @Test func `three places by hand`() throws {
    // Residuals of weed -4, 0 and 4 of 20 mapped pixels: a variance of 16. A field of four such
    // places has 4 * 16 of its own and 16 * 16 / 3 from the mean's.
    let blocks = Counted.blocks(
      [6, 10, 14].map { Counted.matrix([[80, 20 - $0], [0, $0]]) })
    let correction = try AreaCorrection(blocks: blocks, pixelAreas: [0: 1])
    let weed = try correction.corrected(mappedSquareMetres: [0: 320, 1: 80])[1]
    #expect(weed.squareMetres == 40)
    let error = (64 + 256.0 / 3).squareRoot()
    #expect(abs(try #require(weed.standardErrorSquareMetres) - error) < 1e-9)
    // scipy.stats.t.ppf(0.975, 2); the field has room for it on both sides.
    let interval = try #require(weed.interval)
    #expect(interval.lower == 0)
    #expect(abs(interval.upper - 40 - 4.302652729749462 * error) < 1e-6)
  }

  @Test func `without a size on the ground a field is one place`() throws {
    let blocks = Counted.blocks([6, 10, 14].map { Counted.matrix([[80, 20 - $0], [0, $0]]) })
    let weed = try AreaCorrection(blocks: blocks).corrected(mappedSquareMetres: [0: 320, 1: 80])[1]
    let error = 4 * (64.0 / 3).squareRoot()
    #expect(abs(try #require(weed.standardErrorSquareMetres) - error) < 1e-9)
  }

  @Test func `many scenes are the places`() throws {
    var generator = SeededGenerator(seed: 2)
    var blocks: Blocks = [:]
    for scene in 0..<8 {
      for number in 0..<3 { blocks[BlockID(scene: scene, number: number)] = Self.place(&generator) }
    }
    let correction = try AreaCorrection(blocks: blocks)
    #expect(correction.place == .scene && correction.placeCount == 8)
    let data = try JSONEncoder().encode(correction)
    #expect(try JSONDecoder().decode(AreaCorrection.self, from: data) == correction)
    #expect(data.count < 2000)
  }

  @Test func `a broken card is refused`() throws {
    let blocks = Counted.blocks([6, 10, 14].map { Counted.matrix([[80, 20 - $0], [0, $0]]) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(AreaCorrection(blocks: blocks)), as: UTF8.self)
    let changes = [
      ("\"codes\":[0,1]", "\"codes\":[0,1,2]"), ("\"codes\":[0,1]", "\"codes\":[1,0]"),
      ("\"shares\":[[1,0]", "\"shares\":[[0.5,0]"), ("\"placeCount\":3", "\"placeCount\":0"),
      ("[80,20]", "[80]"), ("[80,20]", "[-80,20]"), ("[0,16]]]", "[0,-16]]]"),
    ]
    for (part, other) in changes {
      let changed = text.replacing(part, with: other)
      try #require(changed != text, "\(part) is in \(text)")
      #expect(throws: DecodingError.self, "\(other)") {
        try JSONDecoder().decode(AreaCorrection.self, from: Data(changed.utf8))
      }
    }
  }

  @Test func `fields with what no label lies on are refused`() throws {
    let blocks = Counted.blocks([[4, 1], [3, 2]].map { Counted.matrix([$0, [0, 0]]) })
    let blank = Counted.matrix([[0, 0], [0, 0]])
    #expect(throws: AreaEstimateError.tooFewBlocks(count: 1, needed: 2)) {
      try AreaCorrection(blocks: Counted.blocks([Counted.matrix([[4, 1], [3, 2]]), blank]))
    }
    let soil = Counted.blocks([[4, 0], [3, 0]].map { Counted.matrix([$0, [1, 0]]) })
    #expect(throws: AreaEstimateError.unsampledClass(1)) {
      try AreaCorrection(blocks: soil).corrected(mappedSquareMetres: [0: 4, 1: 1])
    }
    #expect(throws: AreaEstimateError.unknownClass(2)) {
      try AreaCorrection(blocks: blocks).corrected(mappedSquareMetres: [0: 4, 2: 1])
    }
  }

  @Test(arguments: [8, 25])
  func `intervals hold the truth of fields that were not labelled`(placeCount: Int) throws {
    var generator = SeededGenerator(seed: placeCount)
    var (held, paperHeld) = (0, 0)
    let rounds = 400
    for _ in 0..<rounds {
      let blocks = Self.places(placeCount, &generator)
      let correction = try AreaCorrection(blocks: blocks, pixelAreas: [0: 0.5])
      var field = Self.place(&generator)
      for _ in 0..<2 { field.merge(Self.place(&generator)) }
      let truth = Double(field.counts(of: 1)?.truth ?? 0) * 0.5
      let areas = Self.mapped(field, squareMetres: 0.5)
      let own = try correction.corrected(mappedSquareMetres: areas)[1]
      if try #require(own.interval).contains(truth) { held += 1 }
      let sample = try #require(ConfusionMatrix.sum(blocks.values))
      let paper = try AreaEstimate(sample: sample, mappedAreas: areas).classes[1]
      if try #require(paper.interval).contains(truth) { paperHeld += 1 }
    }
    #expect((0.92...0.99).contains(Double(held) / Double(rounds)), "\(held) of \(rounds)")
    #expect(paperHeld < rounds / 2, "pixels taken for independent: \(paperHeld) of \(rounds)")
  }
}
