import Grid
import Pixels
import TestSupport
import Testing

@testable import Stitching

/// Rasters that are worked through in parts.
@Suite struct PartTests {
  private static func raster(_ seed: Int, _ random: inout SeededGenerator) -> Raster {
    Raster.noise(
      seed: seed, width: .random(in: 1...40, using: &random), height: .random(in: 2...60, using: &random),
      classes: .random(in: 2...4, using: &random), nodata: [0, 0.1].randomElement(using: &random) ?? 0,
      clump: [0, 0.5, 0.9].randomElement(using: &random) ?? 0)
  }

  private static func rules(_ random: inout SeededGenerator) -> [ComponentRule] {
    let limit = Int.random(in: 1...30, using: &random)
    let connectivity = Connectivity.allCases.randomElement(using: &random) ?? .eight
    let all: [ComponentRule] = [
      .sieve(belowPixels: limit, background: 0, connectivity: connectivity),
      .sieve(belowPixels: limit, classes: [1], background: 0),
      ComponentRule(.relabel(from: 1, to: 2, size: .below(limit)), connectivity: connectivity),
      ComponentRule(.relabel(from: 2, to: 0, size: .atLeast(limit))),
      ComponentRule(.fillHoles(background: 0, belowPixels: limit), connectivity: .four),
    ]
    return Array(all.shuffled(using: &random).prefix(.random(in: 0...3, using: &random)))
  }

  private static func whole(_ rows: [ClassRow], _ rules: [ComponentRule]) -> [ClassRow] {
    let chain = StageChain(rules.map { ComponentStage($0) })
    return rows.flatMap(chain.push) + chain.finish()
  }

  @Test(arguments: 0..<600)
  func `certain rows are those of the whole raster, whatever lies around them`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let raster = Self.raster(seed, &random)
    let rules = Self.rules(&random)
    let expected = Self.whole(raster.rows, rules)
    for _ in 0..<6 {
      let ends = [
        Int.random(in: 0...raster.height, using: &random), .random(in: 0...raster.height, using: &random),
      ]
      let part = (ends.min() ?? 0)..<(ends.max() ?? 0)
      let certain = CertainRows(
        of: Array(raster.rows[part]), rules: rules, isFirst: part.lowerBound == 0,
        isLast: part.upperBound == raster.height)
      #expect(certain.range.count == certain.rows.count)
      let rows = certain.range.lowerBound + part.lowerBound..<certain.range.upperBound + part.lowerBound
      #expect(certain.rows == Array(expected[rows]), "\(part) of\n\(raster)")
      if part == 0..<raster.height { #expect(certain.range == 0..<raster.height) }
      expectStream(raster.rows, part, rules, expected)
    }
  }

  /// A stage that is told from the first rows what is in doubt gives the same.
  private func expectStream(
    _ rows: [ClassRow], _ part: Range<Int>, _ rules: [ComponentRule], _ expected: [ClassRow]
  ) {
    guard !part.isEmpty else { return }
    let isLast = part.upperBound == rows.count
    for count in 1...part.count {
      let first = CertainRows(
        of: Array(rows[part].prefix(count)), rules: rules, isFirst: part.lowerBound == 0,
        isLast: isLast && count == part.count)
      guard !first.range.isEmpty else { continue }
      let stage = CertainRowStage(
        rules: rules, doubtfulCounts: first.doubtfulCounts, isFirst: part.lowerBound == 0)
      var found = rows[part].flatMap(stage.push)
      if isLast { found += stage.finish() }
      let start = part.lowerBound + (first.doubtfulCounts.last ?? 0)
      #expect(found == Array(expected[start..<start + found.count]))
      #expect(!isLast || start + found.count == rows.count)
      return
    }
  }

  @Test(arguments: 0..<400)
  func `joined patches are those of the whole raster, in its order`(seed: Int) {
    var random = SeededGenerator(seed: 7000 + seed)
    let raster = Self.raster(seed, &random)
    let rows = raster.rows
    let fields = rows.map { _ in
      (0..<2).map { field in
        let start = Int32.random(in: 0...Int32(raster.width), using: &random)
        return FieldSpan(
          start: start, end: .random(in: start...Int32(raster.width), using: &random),
          fieldIndex: Int32(field))
      }.filter { $0.start < $0.end }.sorted { $0.start < $1.start }
    }
    var expected: [Patch] = []
    let collector = PatchCollector(width: raster.width, classes: [1, 2]) { expected.append($0) }
    for (row, spans) in zip(rows, fields) { collector.push(row, fields: spans) }
    collector.finish()
    let borders = (0..<4).map { _ in Int.random(in: 0...raster.height, using: &random) }.sorted()
    var join = PatchJoin()
    var whole: [Patch] = []
    for part in zip([0] + borders, borders + [raster.height]).map({ $0..<$1 }) {
      let collector = PatchPartCollector(width: raster.width, classes: [1, 2])
      collector.begin(row: part.lowerBound)
      for row in part { collector.push(rows[row], fields: fields[row]) }
      let found = collector.finish(rows: part)
      #expect(zip(found.whole, found.whole.dropFirst()).allSatisfy { $0.comes(before: $1) })
      join.append(found)
      whole += found.whole
    }
    #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.comes(before: $1) })
    let all = (whole + join.joined()).sorted { $0.comes(before: $1) }
    #expect(all == expected, "\(borders) of\n\(raster)")
  }
}
